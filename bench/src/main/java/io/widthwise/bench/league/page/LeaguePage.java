package io.widthwise.bench.league.page;

import io.widthwise.bench.league.CellResult;
import io.widthwise.bench.league.Conditions;
import io.widthwise.bench.league.Standing;
import io.widthwise.bench.league.WidthOverTime;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.TraceSource;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.models.report.HtmlPage;
import io.widthwise.models.report.Markup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes {@value #PAGE} with what concerns all traces, a page for each ladder and trace, and every
 * plot as an SVG file too. The same results give the same bytes.
 */
public final class LeaguePage {
  /** Name of the first page. */
  public static final String PAGE = "index.html";

  private static final List<Metric> METRICS =
      List.of(
          Metric.HITS,
          Metric.MISSES,
          Metric.ACCURACY,
          Metric.ACCURACY_ON_TIME,
          Metric.SHARE,
          Metric.LATENCY_P50,
          Metric.LATENCY_P99,
          Metric.LEAST_CAMERA,
          Metric.SWITCHES);

  private static final double LOAD_LOOKED_AT = 0.7;
  private static final long DEADLINE_LOOKED_AT = 50;
  private static final int STRETCHES = 180;

  private final List<CellResult> results;
  private final Conditions conditions;
  private final List<TraceSource> traces;
  private final List<LadderProfile> ladders;
  private final Path directory;
  private final LeagueTables tables;

  private LeaguePage(
      List<CellResult> results,
      Conditions conditions,
      List<TraceSource> traces,
      List<LadderProfile> ladders,
      Path directory) {
    this.results = results;
    this.conditions = conditions;
    this.traces = traces;
    this.ladders = ladders;
    this.directory = directory;
    this.tables = new LeagueTables(Standing.of(results));
  }

  /**
   * Writes all pages.
   *
   * @param directory is made where it is missing; files of the same names are replaced, others stay
   * @return the first page
   */
  public static Path write(
      List<CellResult> results,
      Conditions conditions,
      List<TraceSource> traces,
      List<LadderProfile> ladders,
      Path directory)
      throws IOException {
    return new LeaguePage(results, conditions, traces, ladders, directory).write();
  }

  private Path write() throws IOException {
    Files.createDirectories(directory);
    StringBuilder html = new StringBuilder("<h1>League of scheduling policies</h1>\n");
    html.append(paragraph(LeagueTables.about(conditions, traces, ladders)));
    if (!tables.isEmpty()) {
      html.append("<h2>Water-filling against what is asked of it</h2>\n");
      html.append(tables.summary()).append(tables.shortfalls());
    }
    for (LadderProfile ladder : ladders) {
      html.append("<h2>Ladder ").append(Markup.escape(ladder.name())).append("</h2>\n");
      html.append(LeagueTables.ladder(ladder));
      html.append(paragraph("Each trace by itself: "));
      for (TraceSource trace : traces) {
        String file = writeTrace(ladder, trace);
        html.append(
            Markup.format(
                "<a href=\"%s\">%s</a> \n", Markup.escape(file), Markup.escape(trace.name())));
      }
      if (traces.size() > 1) {
        html.append(paragraph("Below, means over the %d traces.".formatted(traces.size())));
      }
      html.append(plots(ladder.name(), resultsOn(ladder)));
    }
    Path page = directory.resolve(PAGE);
    Files.writeString(page, HtmlPage.of("League of scheduling policies", html.toString()));
    return page;
  }

  private String writeTrace(LadderProfile ladder, TraceSource trace) throws IOException {
    List<CellResult> ofTrace =
        resultsOn(ladder).stream().filter(each -> each.trace().equals(trace.name())).toList();
    String name = ladder.name() + "-" + trace.name();
    String title = "Trace %s, ladder %s".formatted(trace.name(), ladder.name());
    StringBuilder html = new StringBuilder("<h1>").append(Markup.escape(title)).append("</h1>\n");
    html.append("<p><a href=\"").append(PAGE).append("\">All traces and ladders</a></p>\n");
    html.append(width(name, ladder, trace, ofTrace));
    html.append("<h2>By load</h2>\n").append(plots(name, ofTrace));
    LeagueTables ofCells = new LeagueTables(Standing.of(ofTrace));
    if (!ofCells.isEmpty()) {
      html.append("<h2>Water-filling in each cell</h2>\n").append(ofCells.cells());
    }
    String file = fileName(name) + ".html";
    Files.writeString(directory.resolve(file), HtmlPage.of(title, html.toString()));
    return file;
  }

  private String width(
      String name, LadderProfile ladder, TraceSource trace, List<CellResult> ofTrace)
      throws IOException {
    CellResult cell =
        ofTrace.stream()
            .min(
                Comparator.<CellResult>comparingDouble(
                        each -> Math.abs(each.load() - LOAD_LOOKED_AT))
                    .thenComparing(each -> Math.abs(each.deadlineMillis() - DEADLINE_LOOKED_AT)))
            .orElseThrow();
    WidthOverTime widths =
        WidthOverTime.of(
            conditions,
            trace,
            cell.load(),
            Duration.ofMillis(cell.deadlineMillis()),
            ladder,
            Policies.DEFAULT,
            STRETCHES);
    String title =
        "%s over time at load %s, deadline %d ms"
            .formatted(Policies.DEFAULT, cell.load(), cell.deadlineMillis());
    return figure(name + "-width", WidthPlot.of(title, widths));
  }

  private String plots(String name, List<CellResult> cells) throws IOException {
    StringBuilder html = new StringBuilder();
    for (Metric metric : METRICS) {
      html.append(figure(name + "-" + metric.file(), PolicyPlot.of(metric, cells)));
    }
    return html.toString();
  }

  private String figure(String name, String svg) throws IOException {
    Files.writeString(directory.resolve(fileName(name) + ".svg"), svg);
    return "<figure>" + svg + "</figure>\n";
  }

  private List<CellResult> resultsOn(LadderProfile ladder) {
    return results.stream().filter(each -> each.ladder().equals(ladder.name())).toList();
  }

  private static String paragraph(String text) {
    return "<p>" + Markup.escape(text) + "</p>\n";
  }

  private static String fileName(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
  }
}
