package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.widthwise.deploy.Widthwise;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** Command lines as manifests and documents have them, parsed by the real parser and not run. */
final class CommandLines {
  /** Commands that manifests foresee; once one is there, its arguments are checked. */
  private static final Set<String> FORESEEN = Set.of("console");

  private CommandLines() {}

  static void requireAccepted(List<String> arguments) {
    CommandLine commandLine = Widthwise.commandLine();
    if (FORESEEN.contains(arguments.get(0))
        && !commandLine.getSubcommands().containsKey(arguments.get(0))) {
      return;
    }
    assertThatCode(() -> commandLine.parseArgs(arguments.toArray(String[]::new)))
        .as("widthwise %s", String.join(" ", arguments))
        .doesNotThrowAnyException();
    assertThat(commandLine.getParseResult().hasSubcommand()).isTrue();
  }
}
