package io.widthwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class WidthwiseTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = Widthwise.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo", "up", "down", "status", "publish", "ingest", "submit", "cancel", "results",
        "traces", "admit", "console"
      })
  void everyCommandHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: widthwise " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo", "up", "down", "status", "publish", "ingest", "submit", "cancel", "results",
        "traces", "admit"
      })
  void helpEndsWithAnExample(String command) {
    run(command, "--help");
    assertThat(out.toString()).contains("Example").contains("  widthwise " + command);
  }

  @Test
  void aWrongOptionIsAUsageError() {
    assertThat(run("demo", "--bogus")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--bogus");
  }

  @Test
  void aWrongValueIsAUsageErrorInOneSentence() {
    assertThat(run("demo", "--seconds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().strip()).isEqualTo("widthwise: --seconds must be at least 1, not 0");
  }

  @Test
  void aFailureIsOneSentenceOnStandardError() {
    assertThat(run("publish", "--source", "no-such-file.mp4"))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString().strip()).startsWith("widthwise: ").contains("no-such-file.mp4");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFailureShowsItsTraceWithVerbose() {
    run("publish", "--source", "no-such-file.mp4", "--verbose");
    assertThat(err.toString()).contains("at io.widthwise.");
  }
}
