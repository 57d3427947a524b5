package io.widthwise.bench.resubmit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What comes along with the installation, two folders above the jar of this class. */
final class Distribution {
  private Distribution() {}

  static Path family() {
    return home().resolve("family");
  }

  /** The one jar in the folder {@code job}. */
  static Path job() {
    Path folder = home().resolve("job");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException("no job in %s; name it with --jar".formatted(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for the job; name it with --jar", e);
    }
  }

  private static Path home() {
    try {
      Path jar =
          Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
