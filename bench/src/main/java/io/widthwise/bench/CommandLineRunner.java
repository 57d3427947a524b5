package io.widthwise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of this very command line as processes of their own. */
public final class CommandLineRunner {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final List<String> PASSED_ON =
      List.of("widthwise.home", "java.io.tmpdir", "org.bytedeco.javacpp.cachedir");

  private final String mainClass;
  private final Path logs;

  /**
   * @param mainClass main class of the command line
   * @param logs folder for what the commands print
   */
  public CommandLineRunner(String mainClass, Path logs) {
    this.mainClass = mainClass;
    this.logs = logs;
  }

  /** Runs a command to its end, which must come within some minutes. */
  public String run(String... arguments) throws IOException, InterruptedException {
    return run(LIMIT, arguments);
  }

  /**
   * Runs a command to its end.
   *
   * @return its standard output
   * @throws IOException if it fails or takes longer than {@code limit}, with what it said
   */
  public String run(Duration limit, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(logs, arguments[0] + "-", ".out");
    Path err = Files.createTempFile(logs, arguments[0] + "-", ".err");
    Process process =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          "'%s' did not end within %d s".formatted(arguments[0], limit.toSeconds()));
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "'%s' failed: %s".formatted(arguments[0], Files.readString(err).strip()));
    }
    return Files.readString(out).strip();
  }

  /** Starts a command; what it prints is appended to {@code name.log}. */
  public Process start(String name, String... arguments) throws IOException {
    return builder(arguments)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logs.resolve(name + ".log").toFile()))
        .start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData"));
    for (String name : PASSED_ON) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add("-D%s=%s".formatted(name, value));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
