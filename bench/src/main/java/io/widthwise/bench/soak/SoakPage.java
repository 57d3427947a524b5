package io.widthwise.bench.soak;

import io.widthwise.bench.footprint.FootprintPlots;
import io.widthwise.bench.footprint.TrendTable;
import io.widthwise.bench.page.PlotPage;
import io.widthwise.bench.page.TextTable;
import io.widthwise.bench.replay.TimePlot;
import io.widthwise.bench.replay.TimePlot.Curve;
import io.widthwise.bench.traffic.Bin;
import io.widthwise.models.report.Markup;
import io.widthwise.models.report.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A soak for people: as text, and as {@value #PAGE} with plots. */
final class SoakPage {
  static final String PAGE = "soak.html";

  private SoakPage() {}

  static String headline(SoakReport report) {
    Bin total = report.total();
    return Markup.format(
        "%.0f minutes at %.0f frames/s (%s): %s. %d published, %d unheard of, %d repeats; %d in"
            + " time (%.2f %% of the sound), %d late, %d shed, %d broken. Latency %.1f ms (p50),"
            + " %.1f ms (p99). Started again: %s. Readings that failed: %d.",
        report.minutes(),
        report.framesPerSecond(),
        report.kind(),
        report.steady() ? "steady" : "NOT steady",
        report.published(),
        report.unheard(),
        report.repeats(),
        total.hits(),
        100 * total.hitRate(),
        total.late(),
        total.shed(),
        total.rejected(),
        total.latencyMillis().p50(),
        total.latencyMillis().p99(),
        report.restarted().isEmpty() ? "nothing" : String.join(", ", report.restarted()),
        report.gaps().size());
  }

  static String text(SoakReport report) {
    return headline(report)
        + "\n\n"
        + TextTable.of(TrendTable.HEADER, TrendTable.rows(report.trends()));
  }

  static void write(SoakReport report, Path directory) throws IOException {
    PlotPage page =
        new PlotPage("Soak")
            .paragraph(headline(report))
            .paragraph(
                "Trends are Theil-Sen slopes over the last three quarters of the time. What a"
                    + " process takes may gain the larger of a fixed amount and a share of its"
                    + " median in an hour, else it is not steady. The heap counts right after a"
                    + " collection.")
            .table(2, TrendTable.HEADER, TrendTable.rows(report.trends()))
            .heading("Memory, descriptors and threads");
    FootprintPlots.draw(report.footprints()).forEach(page::plot);
    page.heading("Frames")
        .plot(
            "rate.svg",
            TimePlot.of(
                "Frames",
                "frames/s",
                List.of(
                    curve(
                        report, "sent", Curve.SIMULATED, bin -> bin.frames() / binSeconds(report)),
                    curve(
                        report,
                        "labelled in time",
                        Curve.MEASURED,
                        bin -> bin.hits() / binSeconds(report)))))
        .plot(
            "latency.svg",
            TimePlot.of(
                "Latency of labelled frames",
                "ms",
                List.of(
                    curve(report, "p50", Curve.MEASURED, bin -> bin.latencyMillis().p50()),
                    curve(report, "p99", Curve.SIMULATED, bin -> bin.latencyMillis().p99()))));
    page.write(directory, PAGE);
  }

  private static double binSeconds(SoakReport report) {
    return report.line().size() < 2 ? 1 : report.line().get(1).fromSeconds();
  }

  private static Curve curve(
      SoakReport report, String name, String look, ToDoubleFunction<Bin> value) {
    return new Curve(
        name,
        look,
        report.line().stream()
            .map(bin -> new Point(bin.fromSeconds(), value.applyAsDouble(bin)))
            .toList());
  }
}
