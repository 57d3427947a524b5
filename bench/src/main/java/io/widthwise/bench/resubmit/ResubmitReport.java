package io.widthwise.bench.resubmit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.bench.page.PlotPage;
import io.widthwise.bench.page.TextTable;
import io.widthwise.bench.replay.TimePlot;
import io.widthwise.bench.replay.TimePlot.Curve;
import io.widthwise.models.report.Markup;
import io.widthwise.models.report.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What jobs leave behind.
 *
 * @param times jobs, one after another
 * @param published frames that they were sent together
 * @param unheard of them, without an outcome
 * @param leaks of each process
 * @param rounds by process
 */
record ResubmitReport(
    int times, long published, long unheard, List<Leak> leaks, Map<String, List<Round>> rounds) {
  static final String PAGE = "resubmit.html";
  private static final List<String> HEADER =
      List.of(
          "process", "what", "before", "after 1", "after all", "adds a job", "may add", "leaks");

  /** Nothing leaks and every frame has an outcome. */
  @JsonProperty
  boolean clean() {
    return unheard == 0 && leaks.stream().noneMatch(Leak::leaks);
  }

  private String headline() {
    return Markup.format(
        "%d jobs one after another in one session cluster: %s. %d frames, %d without an outcome.",
        times, clean() ? "no leak" : "NOT clean", published, unheard);
  }

  String text() {
    return headline() + "\n\n" + TextTable.of(HEADER, rows());
  }

  private List<List<String>> rows() {
    return leaks.stream()
        .map(
            leak ->
                List.of(
                    leak.process(),
                    leak.held().title(),
                    Markup.format("%.1f", leak.before()),
                    Markup.format("%.1f", leak.first()),
                    Markup.format("%.1f", leak.last()),
                    Markup.format("%+.3f", leak.perRound()),
                    Markup.format("%.1f", leak.mayAddPerRound()),
                    leak.leaks() ? "YES" : "no"))
        .toList();
  }

  void write(Path directory) throws IOException {
    PlotPage page =
        new PlotPage("Resubmission")
            .paragraph(headline())
            .paragraph(
                "Read after three collections once each job was cancelled. What a job adds is a"
                    + " Theil-Sen slope over the last three quarters of the jobs.")
            .table(2, HEADER, rows());
    for (Held held : Held.values()) {
      List<Curve> curves = new ArrayList<>();
      for (Map.Entry<String, List<Round>> process : rounds.entrySet()) {
        curves.add(
            new Curve(
                process.getKey(),
                curves.isEmpty() ? Curve.MEASURED : Curve.SIMULATED,
                process.getValue().stream()
                    .map(round -> new Point(round.round(), held.of(round)))
                    .toList()));
      }
      page.plot(
          held.name().toLowerCase(Locale.ROOT) + ".svg",
          TimePlot.of(held.title(), held.title(), curves));
    }
    page.write(directory, PAGE);
  }
}
