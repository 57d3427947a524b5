package io.widthwise.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The built page is in version control, so that whoever builds this needs no Node.js. */
class PageSourcesTest {
  private static final Path WEB = Path.of("src/main/web");
  private static final Path BUILT = Path.of("src/main/resources/io/widthwise/console");
  private static final List<String> SOURCES =
      List.of(
          "index.html",
          "package-lock.json",
          "package.json",
          "public",
          "src",
          "tsconfig.json",
          "vite.config.ts");

  @Test
  void thePageWasBuiltFromTheseSources() throws Exception {
    assertThat(Files.readString(BUILT.resolve("page.sha256")).strip())
        .as("build the page again: mvn -Ppage -pl console generate-resources")
        .isEqualTo(hashOfSources());
  }

  private static String hashOfSources() throws IOException {
    List<String> names = new ArrayList<>();
    for (String source : SOURCES) {
      try (Stream<Path> files = Files.walk(WEB.resolve(source))) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> names.add(WEB.relativize(file).toString().replace('\\', '/')));
      }
    }
    names.sort(null);
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      lines
          .append(name)
          .append(' ')
          .append(sha256(Files.readAllBytes(WEB.resolve(name))))
          .append('\n');
    }
    return sha256(lines.toString().getBytes(UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void thePageAsksNobodyElse() throws IOException {
    try (Stream<Path> files = Files.walk(BUILT.resolve("page"))) {
      for (Path file : files.filter(each -> each.toString().matches(".*\\.(html|css)")).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("http://", "https://");
      }
    }
  }

  @Test
  void theLockFileNamesNoRegistry() throws IOException {
    assertThat(Files.readString(WEB.resolve("package-lock.json"))).doesNotContain("\"resolved\"");
  }
}
