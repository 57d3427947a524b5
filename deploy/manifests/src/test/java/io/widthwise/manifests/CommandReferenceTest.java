package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.deploy.Widthwise;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command says what it is for, and the written reference is the commands'. */
class CommandReferenceTest {
  private static final Path FRESH = Path.of("target", "cli.md");

  /** The words by which each command is called, commands of commands included. */
  static List<String> commands() {
    List<String> commands = new ArrayList<>();
    collect(Widthwise.commandLine(), "", commands);
    return commands;
  }

  private static void collect(CommandLine parent, String words, List<String> commands) {
    parent
        .getSubcommands()
        .forEach(
            (name, command) -> {
              commands.add((words + " " + name).strip());
              collect(command, (words + " " + name).strip(), commands);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasADescription(String words) {
    CommandLine command = Widthwise.commandLine();
    for (String word : words.split(" ")) {
      command = command.getSubcommands().get(word);
    }
    assertThat(String.join("", command.getCommandSpec().usageMessage().description()))
        .hasSizeGreaterThan(10);
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(
            option ->
                assertThat(String.join("", option.description()))
                    .as("%s of %s", option.longestName(), words)
                    .isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasHelp(String words) {
    StringWriter out = new StringWriter();
    assertThat(run(out, words + " --help")).isZero();
    assertThat(out.toString()).contains("Usage: widthwise " + words);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void refusesAnUnknownOption(String words) {
    assertThat(run(new StringWriter(), words + " --no-such-option"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private static int run(StringWriter out, String words) {
    return Widthwise.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(words.split(" "));
  }

  @Test
  void theWrittenReferenceIsTheCommands() throws Exception {
    String fresh = CommandReference.markdown();
    Files.createDirectories(FRESH.getParent());
    Files.writeString(FRESH, fresh);

    assertThat(Repository.text("docs/cli.md"))
        .as("docs/cli.md is out of date; copy %s over it", FRESH.toAbsolutePath())
        .isEqualTo(fresh);
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    StringWriter out = new StringWriter();
    assertThat(run(out, "completion bash")).isZero();
    assertThat(out.toString())
        .contains("complete -F _complete_widthwise", "doctor", "--kafka-port");
  }
}
