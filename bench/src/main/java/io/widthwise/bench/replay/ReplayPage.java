package io.widthwise.bench.replay;

import io.widthwise.bench.replay.ReplayTables.Table;
import io.widthwise.bench.replay.TimeLine.Bin;
import io.widthwise.bench.replay.TimePlot.Curve;
import io.widthwise.models.report.HtmlPage;
import io.widthwise.models.report.HtmlTable;
import io.widthwise.models.report.Markup;
import io.widthwise.models.report.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes {@value #PAGE}, which needs nothing but itself, and its plots as SVG files beside it. */
final class ReplayPage {
  static final String PAGE = "replay.html";

  /** More points than these are not told apart. */
  private static final double MOST_BINS = 180;

  private static final double SHORTEST_BIN_SECONDS = 0.25;

  private final ReplayReport report;
  private final Map<String, String> plots = new LinkedHashMap<>();
  private final StringBuilder html = new StringBuilder();

  private ReplayPage(ReplayReport report) {
    this.report = report;
  }

  /**
   * Writes the page.
   *
   * @param directory is made where it is missing; files of the same names are replaced
   */
  static void write(ReplayReport report, Path directory) throws IOException {
    ReplayPage page = new ReplayPage(report);
    String text = page.page();
    Files.createDirectories(directory);
    for (Map.Entry<String, String> plot : page.plots.entrySet()) {
      Files.writeString(directory.resolve(plot.getKey()), plot.getValue());
    }
    Files.writeString(directory.resolve(PAGE), text);
  }

  private String page() {
    String title = "Replay of " + report.setting().trace();
    html.append("<h1>").append(Markup.escape(title)).append("</h1>\n");
    paragraph(ReplayText.headline(report));
    report.remarks().forEach(remark -> paragraph("Mind: " + remark));
    plots();
    for (Table table : new ReplayTables(report).all()) {
      if (!table.rows().isEmpty()) {
        append(table);
      }
    }
    paragraph(
        "Simulated: the trace alone knows nothing of this pipeline. The host as rehearsed is what a"
            + " replay before this one showed of it: how long frames are on their way to a lane and how"
            + " long services take beside the pipeline's other work; measured figures are held against"
            + " it, or, without a rehearsal, against the next. Frames as delivered arrive when they"
            + " really reached a lane and keep their deadlines, so only what is left of their budgets"
            + " is spent. Services as they went are besides as long as they were in the run. What is"
            + " left between that and the run is the lanes' own.");
    return HtmlPage.of(title, html.toString());
  }

  private void plots() {
    double seconds = report.fates().stream().mapToLong(Fate::dueMicros).max().orElse(0) / 1e6;
    double bin = Math.max(SHORTEST_BIN_SECONDS, seconds / MOST_BINS);
    TimeLine measured = TimeLine.of(report.fates(), bin);
    TimeLine simulated = TimeLine.of(report.prediction().fates(), bin);
    plot(
        "hits.svg",
        TimePlot.of(
            "Deadline hits", "%", both(measured, simulated, b -> 100 * b.hitRate()), 0, 101));
    plot(
        "accuracy.svg",
        TimePlot.of(
            "Accuracy over all frames, a missed one counts 0",
            "%",
            both(measured, simulated, b -> 100 * b.accuracy()),
            0,
            101));
    plot(
        "latency-p50.svg",
        TimePlot.of(
            "Latency from capture to label, median",
            "ms",
            withDeadline(both(measured, simulated, b -> b.latencyMillis().p50()), seconds)));
    plot(
        "latency-p99.svg",
        TimePlot.of(
            "Latency from capture to label, 99th percentile",
            "ms",
            withDeadline(both(measured, simulated, b -> b.latencyMillis().p99()), seconds)));
    plot(
        "rate.svg",
        TimePlot.of(
            "Frames",
            "frames/s",
            List.of(curve("taken", Curve.MEASURED, measured, b -> b.frames() / bin))));
  }

  private List<Curve> both(TimeLine measured, TimeLine simulated, ToDoubleFunction<Bin> value) {
    return List.of(
        curve(
            "simulated, " + report.prediction().kind().title(), Curve.SIMULATED, simulated, value),
        curve("measured", Curve.MEASURED, measured, value));
  }

  private static Curve curve(String name, String look, TimeLine line, ToDoubleFunction<Bin> value) {
    return new Curve(
        name,
        look,
        line.bins().stream()
            .map(bin -> new Point(bin.middleSeconds(), value.applyAsDouble(bin)))
            .toList());
  }

  private List<Curve> withDeadline(List<Curve> curves, double seconds) {
    double deadline = report.setting().deadlineMillis();
    List<Curve> all = new ArrayList<>(curves);
    all.add(
        new Curve(
            "deadline",
            Curve.LIMIT,
            List.of(new Point(0, deadline), new Point(seconds, deadline))));
    return all;
  }

  private void append(Table table) {
    html.append("<h2>").append(Markup.escape(table.title())).append("</h2>\n");
    HtmlTable rows = new HtmlTable(1, table.header());
    for (List<String> row : table.rows()) {
      if (row.get(0).equals("measured")) {
        rows.markedRow(row);
      } else {
        rows.row(row);
      }
    }
    html.append(rows);
  }

  private void plot(String file, String svg) {
    plots.put(file, svg);
    html.append("<figure>").append(svg).append("</figure>\n");
  }

  private void paragraph(String text) {
    html.append("<p>").append(Markup.escape(text)).append("</p>\n");
  }
}
