package io.widthwise.deploy.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the built command line as a process of its own, as the start script does. */
final class CommandLineProcess {
  private static final Path DISTRIBUTION = Path.of("target", "widthwise").toAbsolutePath();

  /**
   * What a command did.
   *
   * @param exitCode its exit status
   * @param out standard output
   * @param err standard error
   */
  record Outcome(int exitCode, String out, String err) {}

  private final Path home;

  /**
   * @param home stands for the project's directory, so that tests share no cache with people
   */
  CommandLineProcess(Path home) {
    this.home = home;
  }

  Outcome run(Duration limit, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    Process process = start(out, err, arguments);
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          "%s did not end within %s; it said:%n%s"
              .formatted(String.join(" ", arguments), limit, Files.readString(err)));
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Starts a command whose standard output and error go to files. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    return new ProcessBuilder(command(arguments))
        .directory(home.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dwidthwise.home=" + home,
                "-cp",
                DISTRIBUTION.resolve("lib/app")
                    + "/*:"
                    + DISTRIBUTION.resolve("lib/flink-natives")
                    + "/*",
                "io.widthwise.deploy.Widthwise"));
    command.addAll(List.of(arguments));
    return command;
  }
}
