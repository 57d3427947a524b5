package io.widthwise.models.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.models.evaluate.Evaluation;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportWriterTest {
  private static final Host HOST = new Host("a machine <of> tests");
  private static final List<String> LABELS =
      Stream.concat(
              Stream.of(
                  "stop sign",
                  "<script>alert('x')</script>",
                  "yield & give way",
                  "a class whose name goes on and on beyond reason"),
              IntStream.range(4, 24).mapToObj(i -> "traffic cone " + i))
          .toList();

  @TempDir private Path folder;

  @Test
  void writesOnePageAndItsPlotsWhichAreXml() throws Exception {
    ReportWriter.write(Evaluations.family(LABELS), HOST, folder);
    List<Path> plots = files(".svg");
    assertThat(plots)
        .extracting(plot -> plot.getFileName().toString())
        .contains(
            "accuracy-latency.svg",
            "confusion-mobilenet-v1_0.25_96_int8.svg",
            "confusion-mobilenet-v1_1.0_224_fp32.svg")
        .filteredOn(name -> name.startsWith("reliability-"))
        .hasSizeBetween(2, 8);
    for (Path plot : plots) {
      Document document = parse(plot);
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    }
    assertThat(page()).contains("<!DOCTYPE html>", "0.25@96/int8", "a machine &lt;of&gt; tests");
  }

  @Test
  void needsNothingButItself() throws Exception {
    ReportWriter.write(Evaluations.family(LABELS), HOST, folder);
    assertThat(page())
        .doesNotContain("src=", "href=", "url(", "@import", "<script", "<link")
        .containsOnlyOnce("<html");
  }

  @Test
  void escapesWhateverNamesHold() throws Exception {
    ReportWriter.write(Evaluations.family(LABELS), HOST, folder);
    assertThat(page())
        .contains("signs &lt;&amp;&gt; &quot;cones&quot;")
        .contains("yield &amp; give way")
        .contains("&lt;script&gt;alert")
        .doesNotContain("alert('x')");
  }

  @Test
  void givesTheSameBytesForTheSameEvaluation() throws Exception {
    ReportWriter.write(Evaluations.family(LABELS), HOST, folder.resolve("a"));
    ReportWriter.write(Evaluations.family(LABELS), HOST, folder.resolve("b"));
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      for (Path file : files.toList()) {
        assertThat(folder.resolve("b").resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void listsTheMostConfusedPairsWhereAMatrixWouldBeTooLarge() throws Exception {
    List<String> many = IntStream.range(0, 61).mapToObj(i -> "class " + i).toList();
    ReportWriter.write(Evaluations.family(many), HOST, folder);
    assertThat(files(".svg")).noneMatch(file -> file.toString().contains("confusion"));
    assertThat(page()).contains("Most confused classes, 0.25@96/int8");
  }

  @Test
  void setsInt8AgainstFp32RungByRung() {
    Evaluation evaluation = Evaluations.family(LABELS);
    String table = new ReportTables(evaluation).int8AgainstFp32().orElseThrow();
    assertThat(table.split("<tr>", -1)).hasSize(1 + 1 + 16);
    assertThat(table).contains("<td>−0.6</td>");
  }

  private String page() throws Exception {
    return Files.readString(folder.resolve(ReportWriter.PAGE));
  }

  private List<Path> files(String end) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static Document parse(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
  }
}
