package io.widthwise.bench.overload;

import io.widthwise.bench.footprint.FootprintPlots;
import io.widthwise.bench.page.PlotPage;
import io.widthwise.bench.page.TextTable;
import io.widthwise.bench.replay.Percentiles;
import io.widthwise.bench.replay.TimePlot;
import io.widthwise.bench.replay.TimePlot.Curve;
import io.widthwise.bench.traffic.Bin;
import io.widthwise.bench.traffic.Entry;
import io.widthwise.models.report.Markup;
import io.widthwise.models.report.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** An overload for people: as text, and as {@value #PAGE} with plots. */
final class OverloadPage {
  static final String PAGE = "overload.html";
  private static final double BIN_SECONDS = 0.5;
  private static final double MEBIBYTE = 1024 * 1024;
  private static final List<String> PHASES =
      List.of(
          "phase",
          "planned/s",
          "sent/s",
          "times capacity",
          "labelled/s",
          "in time %",
          "late of labelled %",
          "shed",
          "p50 ms",
          "p99 ms",
          "max ms",
          "to admission p50 ms",
          "Jain",
          "smallest share",
          "holds again after s",
          "in time from then %");
  private static final List<String> MEMORY =
      List.of(
          "process",
          "limit MiB",
          "most resident",
          "most heap",
          "most not heap",
          "most direct",
          "heap before",
          "heap after",
          "bounded");

  private OverloadPage() {}

  static String headline(OverloadReport report) {
    return Markup.format(
        "%s frames, deadline %d ms; once is %.0f frames/s; alone on this host %d lanes serve %.0f,"
            + " %.0f us a frame with %s. %d published, %d that the publisher could not send in time; %d"
            + " dropped by admission, %d LOST, %d repeats. Memory %s.",
        report.kind(),
        report.deadlineMillis(),
        report.once(),
        report.lanes(),
        report.lanes() * report.lane().framesPerSecond(),
        report.lane().serviceMicros(),
        report.lane().variant(),
        report.published(),
        report.notSent(),
        report.dropped(),
        report.lost(),
        report.repeats(),
        report.memory().stream().allMatch(ProcessMemory::bounded)
            ? "is bounded"
            : "is NOT bounded");
  }

  static String text(OverloadReport report) {
    return headline(report)
        + "\n\n"
        + TextTable.of(PHASES, phases(report))
        + "\n"
        + TextTable.of(MEMORY, memory(report))
        + "\n"
        + "cores used: "
        + report.host().cores()
        + "\n";
  }

  static void write(OverloadReport report, Path directory) throws IOException {
    List<Bin> line = Bin.of(report.account().entries(), BIN_SECONDS);
    PlotPage page =
        new PlotPage("Overload")
            .paragraph(headline(report))
            .table(1, PHASES, phases(report))
            .plot(
                "rate.svg",
                TimePlot.of(
                    "Frames",
                    "frames/s",
                    List.of(
                        curve(line, "sent", Curve.SIMULATED, bin -> bin.frames() / BIN_SECONDS),
                        curve(
                            line,
                            "labelled in time",
                            Curve.MEASURED,
                            bin -> bin.hits() / BIN_SECONDS))))
            .plot("latency.svg", latency(report, line))
            .plot("admission.svg", admission(report))
            .heading("Memory")
            .table(1, MEMORY, memory(report));
    FootprintPlots.draw(report.footprints()).forEach(page::plot);
    page.heading("Cameras");
    for (PhaseReport phase : report.phases()) {
      if (phase.phase().overloads()) {
        page.paragraph(phase.phase().name())
            .table(
                1,
                List.of("camera", "sent", "in time", "shed", "fair", "share"),
                cameras(phase.fairness()));
      }
    }
    page.write(directory, PAGE);
  }

  private static String latency(OverloadReport report, List<Bin> line) {
    double end = line.isEmpty() ? 0 : line.get(line.size() - 1).fromSeconds();
    double deadline = report.deadlineMillis();
    return TimePlot.of(
        "Latency of labelled frames, by time of capture",
        "ms",
        List.of(
            curve(line, "p50", Curve.MEASURED, bin -> bin.latencyMillis().p50()),
            curve(line, "p99", Curve.SIMULATED, bin -> bin.latencyMillis().p99()),
            new Curve(
                "deadline",
                Curve.LIMIT,
                List.of(new Point(0, deadline), new Point(end, deadline)))));
  }

  private static String admission(OverloadReport report) {
    List<List<Long>> cut = new ArrayList<>();
    for (Entry entry : report.account().entries()) {
      int bin = (int) (entry.capturedMicros() / 1e6 / BIN_SECONDS);
      while (cut.size() <= bin) {
        cut.add(new ArrayList<>());
      }
      if (entry.outcome().isPresent()) {
        cut.get(bin).add(entry.admissionMicros());
      }
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < cut.size(); i++) {
      Percentiles delay =
          Percentiles.ofMicros(cut.get(i).stream().mapToLong(Long::longValue).toArray());
      points.add(new Point(i * BIN_SECONDS, delay.p50()));
    }
    return TimePlot.of(
        "From capture to admission, by time of capture",
        "ms",
        List.of(new Curve("p50", Curve.MEASURED, points)));
  }

  private static Curve curve(
      List<Bin> line, String name, String look, ToDoubleFunction<Bin> value) {
    return new Curve(
        name,
        look,
        line.stream().map(bin -> new Point(bin.fromSeconds(), value.applyAsDouble(bin))).toList());
  }

  private static List<List<String>> phases(OverloadReport report) {
    return report.phases().stream().map(OverloadPage::phase).toList();
  }

  private static List<String> phase(PhaseReport phase) {
    return List.of(
        phase.phase().name(),
        Markup.format("%.0f", phase.phase().framesPerSecond()),
        Markup.format("%.0f", phase.sentPerSecond()),
        Markup.format("%.2f", phase.sentOverCapacity()),
        Markup.format("%.0f", phase.labelledPerSecond()),
        Markup.format("%.2f", 100 * phase.frames().hitRate()),
        Markup.format("%.2f", 100 * phase.lateShare()),
        Integer.toString(phase.frames().shed()),
        Markup.format("%.1f", phase.frames().latencyMillis().p50()),
        Markup.format("%.1f", phase.frames().latencyMillis().p99()),
        Markup.format("%.1f", phase.frames().latencyMillis().max()),
        Markup.format("%.1f", phase.admissionMillis().p50()),
        Markup.format("%.3f", phase.fairness().jainIndex()),
        Markup.format("%.2f", phase.fairness().smallestShare()),
        phase.recovered().map(OverloadPage::seconds).orElse(""),
        phase
            .recovered()
            .map(recovered -> Markup.format("%.2f", 100 * recovered.hitRateAfter()))
            .orElse(""));
  }

  private static String seconds(Recovered recovered) {
    return recovered.seconds().isPresent()
        ? Markup.format("%.1f", recovered.seconds().getAsDouble())
        : "NOT";
  }

  private static List<List<String>> memory(OverloadReport report) {
    return report.memory().stream()
        .map(
            each ->
                List.of(
                    each.process(),
                    mebibytes(each.limit()),
                    mebibytes(each.peakResident()),
                    mebibytes(each.peakHeap()),
                    mebibytes(each.peakNonHeap()),
                    mebibytes(each.peakDirect()),
                    mebibytes(each.heapBefore()),
                    mebibytes(each.heapAfter()),
                    each.bounded() ? "yes" : "NO"))
        .toList();
  }

  private static List<List<String>> cameras(Fairness fairness) {
    return fairness.cameras().stream()
        .map(
            each ->
                List.of(
                    each.camera(),
                    Integer.toString(each.sent()),
                    Integer.toString(each.labelled()),
                    Integer.toString(each.shed()),
                    Markup.format("%.0f", each.fair()),
                    Markup.format("%.2f", each.share())))
        .toList();
  }

  private static String mebibytes(long bytes) {
    return Markup.format("%.0f", bytes / MEBIBYTE);
  }
}
