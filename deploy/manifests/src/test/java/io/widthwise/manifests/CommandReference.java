package io.widthwise.manifests;

import io.widthwise.deploy.Widthwise;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference of all commands, {@code docs/cli.md}, from the commands themselves. */
final class CommandReference {
  private static final List<String> EVERYWHERE = List.of("--help", "--version", "--verbose");

  private final StringBuilder text = new StringBuilder();

  static String markdown() {
    CommandReference reference = new CommandReference();
    reference.text.append(
        """
        # Commands

        Written by `CommandReferenceTest` from the commands themselves; do not edit. Every command also takes `-h`, `--help`,
        `-V`, `--version` and `-v`, `--verbose`, and exits with 0 if it worked, 1 if it failed and 2 if the command line is wrong.
        """);
    CommandLine root = Widthwise.commandLine();
    root.getSubcommands().values().stream().distinct().forEach(reference::command);
    return reference.text.toString();
  }

  private void command(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    if (spec.usageMessage().hidden() || spec.name().equals("help")) {
      return;
    }
    text.append("\n## ").append(spec.qualifiedName()).append("\n\n");
    text.append(sentence(spec.usageMessage().description())).append('\n');
    List<String> rows =
        java.util.stream.Stream.concat(
                spec.positionalParameters().stream()
                    .filter(parameter -> !parameter.hidden())
                    .map(CommandReference::row),
                spec.options().stream()
                    .filter(option -> !option.hidden())
                    .filter(option -> !EVERYWHERE.contains(option.longestName()))
                    .map(CommandReference::row))
            .toList();
    if (!rows.isEmpty()) {
      text.append("\n| option | meaning |\n| --- | --- |\n");
      rows.forEach(row -> text.append(row).append('\n'));
    }
    commandLine.getSubcommands().values().stream().distinct().forEach(this::command);
  }

  private static String row(PositionalParamSpec parameter) {
    return "| `%s` | %s |"
        .formatted(
            cell(parameter.paramLabel()), meaning(parameter.description(), given(parameter)));
  }

  private static String row(OptionSpec option) {
    String names = Arrays.stream(option.names()).collect(Collectors.joining("`, `"));
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return "| `%s%s`%s | %s |"
        .formatted(
            names,
            cell(label),
            option.required() ? " (required)" : "",
            meaning(option.description(), given(option)));
  }

  /** Defaults that depend on the machine are told in words, so that the reference does not. */
  private static String meaning(String[] description, String defaultValue) {
    return cell(sentence(description).replace("${DEFAULT-VALUE}", defaultValue));
  }

  private static String given(ArgSpec argument) {
    return argument.defaultValueString() != null
        ? argument.defaultValueString()
        : String.valueOf(argument.initialValue());
  }

  private static String sentence(String[] lines) {
    return Help.Ansi.OFF
        .string(String.join(" ", lines))
        .replace("%n", " ")
        .replace("%%", "%")
        .strip();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
