package io.widthwise.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line that a document shows is one that the command line takes. */
class DocumentedCommandsTest {
  private static final Pattern CALL = Pattern.compile("\\./widthwise (.*?)(?=\\./widthwise |$)");
  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");

  /** Where a call ends on its line: another command, a redirection, a comment, columns apart. */
  private static final Pattern END = Pattern.compile("&&|;|\\||>|\\s#|\\s{3,}|\\)|`|\\s&(\\s|$)");

  record Call(String document, String line) {
    @Override
    public String toString() {
      return document + ": " + line;
    }
  }

  static List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (Path document : documents()) {
      String text = Repository.text(document).replaceAll("\\\\\\n\\s*", "");
      for (String block : blocks(text)) {
        Matcher matcher = CALL.matcher(block);
        while (matcher.find()) {
          calls.add(new Call(document.getFileName().toString(), matcher.group(1)));
        }
      }
    }
    return calls;
  }

  private static List<Path> documents() {
    try (Stream<Path> docs = Files.list(Repository.path("docs"));
        Stream<Path> modules = Files.list(Repository.path("."))) {
      return Stream.concat(
              Stream.concat(Stream.of(Repository.path("README.md")), docs),
              modules.map(module -> module.resolve("README.md")))
          .filter(file -> file.toString().endsWith(".md") && Files.exists(file))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fenced and indented blocks, and code within sentences. */
  private static List<String> blocks(String text) {
    List<String> blocks = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.split("\n")) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced || line.startsWith("    ")) {
        blocks.add(line);
      }
    }
    Matcher code = Pattern.compile("`(\\./widthwise [^`]+)`").matcher(text);
    while (code.find()) {
      blocks.add(code.group(1).replaceAll("\\s+", " "));
    }
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("calls")
  void isTaken(Call call) {
    Matcher end = END.matcher(call.line());
    String line = end.find() ? call.line().substring(0, end.start()) : call.line();
    List<String> arguments =
        WORD.matcher(line.replaceAll("[\\[\\]…]", " "))
            .results()
            .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
            .map(DocumentedCommandsTest::example)
            .toList();
    if (!arguments.isEmpty()) {
      CommandLines.requireAccepted(arguments);
    }
  }

  /** Documents write capitals for what readers fill in. */
  private static String example(String word) {
    return switch (word) {
      case "N", "PORT" -> "1";
      case "LOAD", "SHARE" -> "0.1";
      case "TIME" -> "10ms";
      case "ROLE" -> "job";
      case "User:NAME" -> "User:name";
      default -> word;
    };
  }

  @Test
  void thereAreSome() {
    assertThat(calls()).hasSizeGreaterThan(20);
  }
}
