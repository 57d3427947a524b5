package io.widthwise.bench.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a tool of the operating system. */
final class Shell {
  private Shell() {}

  /**
   * Runs a tool to its end.
   *
   * @return what it printed
   * @throws IOException if it fails, with what it said
   */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("'%s' failed: %s".formatted(String.join(" ", command), text));
    }
    return text;
  }

  /** Why a fault that needs root and these tools cannot be had here; empty if it can. */
  static Optional<String> obstacle(String... tools) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("it needs root");
    }
    return Stream.of(tools)
        .filter(tool -> !isOnPath(tool))
        .findFirst()
        .map(tool -> "there is no " + tool + " on the PATH");
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
