package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.widthwise.deploy.Widthwise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Container files fit the distribution that they are built from. */
class ContainersTest {
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?:--\\S+ )*(\\S+) \\S+$");

  @ParameterizedTest
  @ValueSource(strings = {"job", "tools"})
  void whatIsCopiedIsInTheDistribution(String image) {
    Path distribution = Repository.path("deploy/target/widthwise");
    assumeTrue(Files.isDirectory(distribution.resolve("job")), "the distribution is not built");
    Matcher copies = COPY.matcher(containerFile(image));
    List<String> sources = copies.results().map(copy -> copy.group(1)).toList();

    assertThat(sources).isNotEmpty();
    assertThat(sources)
        .allSatisfy(
            source -> assertThat(distribution.resolve(source.replace("/*.jar", ""))).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "tools"})
  void nothingRunsAsRootAndTheBaseIsNamedInFull(String image) {
    String last =
        containerFile(image)
            .lines()
            .filter(line -> line.startsWith("USER "))
            .reduce((first, second) -> second)
            .orElseThrow();

    assertThat(last).isNotIn("USER root", "USER 0");
    assertThat(containerFile(image)).containsPattern("ARG BASE=[a-z-]+:\\d\\S+");
  }

  @Test
  void theToolsStartTheCommandLine() {
    assertThat(containerFile("tools")).contains("\"" + Widthwise.class.getName() + "\"]");
  }

  private static String containerFile(String image) {
    return Repository.text("deploy/docker/" + image + ".Containerfile");
  }
}
