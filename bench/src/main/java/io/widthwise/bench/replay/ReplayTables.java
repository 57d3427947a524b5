package io.widthwise.bench.replay;

import io.widthwise.bench.replay.Prediction.Kind;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The tables of a report, as text cells; the first column of each is words. */
final class ReplayTables {

  /**
   * A table.
   *
   * @param title what it tells
   * @param header names of the columns
   * @param rows cells
   */
  record Table(String title, List<String> header, List<List<String>> rows) {}

  private final ReplayReport report;

  ReplayTables(ReplayReport report) {
    this.report = report;
  }

  List<Table> all() {
    return List.of(
        comparison(),
        shares("Width", Figures::widths),
        shares("Variant", Figures::variants),
        breakdown("Where all frames spent their time, ms", report.breakdown().all()),
        breakdown("Where missed frames spent their time, ms", report.breakdown().missed()),
        missedBy(),
        host(),
        ladder());
  }

  private Table comparison() {
    List<List<String>> rows = new ArrayList<>();
    for (Prediction prediction : report.predictions()) {
      String name = "simulated: " + prediction.kind().title();
      rows.add(figures(name, prediction.figures(), share(prediction.kind())));
      prediction
          .bound()
          .ifPresent(
              bound ->
                  rows.add(
                      padded(
                          "  bound of any schedule of these",
                          percent(bound.hitRate()),
                          percent(bound.accuracy()))));
    }
    rows.add(figures("measured", report.measured(), ""));
    report
        .live()
        .ifPresent(
            live ->
                rows.add(padded("  by the labels of its pictures", "", percent(live.overAll()))));
    return new Table(
        "Measured and simulated",
        List.of(
            "",
            "hits %",
            "accuracy %",
            "late %",
            "shed %",
            "lost %",
            "p50 ms",
            "p90 ms",
            "p99 ms",
            "max ms",
            "measured hits, accuracy are % of this"),
        rows);
  }

  private String share(Kind kind) {
    ReplayReport.Share share = report.share(kind);
    return percent(share.hitRate()) + ", " + percent(share.accuracy());
  }

  private static List<String> figures(String name, Figures figures, String share) {
    Percentiles latency = figures.latencyMillis();
    return List.of(
        name,
        percent(figures.hitRate()),
        percent(figures.accuracy()),
        percent(figures.lateRate()),
        percent(figures.shedRate()),
        percent(figures.lostRate()),
        millis(latency.p50()),
        millis(latency.p90()),
        millis(latency.p99()),
        millis(latency.max()),
        share);
  }

  private static List<String> padded(String name, String hits, String accuracy) {
    return List.of(name, hits, accuracy, "", "", "", "", "", "", "", "");
  }

  private Table shares(String what, Function<Figures, Map<String, Double>> of) {
    Set<String> keys = new TreeSet<>(of.apply(report.measured()).keySet());
    report.predictions().forEach(each -> keys.addAll(of.apply(each.figures()).keySet()));
    List<String> header = new ArrayList<>(List.of(what, "measured"));
    report.predictions().forEach(each -> header.add(each.kind().title()));
    List<List<String>> rows = new ArrayList<>();
    for (String key : keys) {
      List<String> row = new ArrayList<>(List.of(key));
      row.add(percent(of.apply(report.measured()).getOrDefault(key, 0.0)));
      for (Prediction each : report.predictions()) {
        row.add(percent(of.apply(each.figures()).getOrDefault(key, 0.0)));
      }
      rows.add(row);
    }
    return new Table(what + "s, % of frames labelled", header, rows);
  }

  private static Table breakdown(String title, List<Breakdown.Row> stages) {
    List<List<String>> rows = new ArrayList<>();
    for (Breakdown.Row row : stages) {
      rows.add(
          List.of(
              row.stage() + " (" + row.between() + ")",
              Integer.toString(row.frames()),
              millis(row.meanMillis()),
              millis(row.millis().p50()),
              millis(row.millis().p90()),
              millis(row.millis().p99()),
              millis(row.millis().max())));
    }
    return new Table(title, List.of("stage", "frames", "mean", "p50", "p90", "p99", "max"), rows);
  }

  private Table missedBy() {
    List<List<String>> rows = new ArrayList<>();
    report
        .breakdown()
        .missedBy()
        .forEach(
            (stage, frames) ->
                rows.add(
                    List.of(
                        "%s (%s)".formatted(stage.name().toLowerCase(Locale.ROOT), stage.title()),
                        Integer.toString(frames))));
    return new Table(
        "Missed frames by the stage that held each up most above its usual time",
        List.of("stage", "frames"),
        rows);
  }

  private Table host() {
    List<List<String>> rows = new ArrayList<>();
    report.host().cores().forEach((name, cores) -> rows.add(List.of(name, format("%.2f", cores))));
    report
        .host()
        .otherCores()
        .ifPresent(cores -> rows.add(List.of("all else on this host", format("%.2f", cores))));
    return new Table(
        "Processors kept busy in the mean, of " + report.host().processors(),
        List.of("process", "processors"),
        rows);
  }

  private Table ladder() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < report.ladder().rungs().size(); i++) {
      Rung rung = report.ladder().rungs().get(i);
      double service = report.ladder().serviceMicros(i);
      rows.add(
          List.of(
              rung.variant(),
              percent(rung.accuracy()),
              format("%.0f", service),
              format("%.0f", service * report.servicePace())));
    }
    return new Table(
        "The ladder on this host",
        List.of("rung", "accuracy %", "service before the run, µs", "at the run's pace, µs"),
        rows);
  }

  static String percent(double share) {
    return format("%.2f", 100 * share);
  }

  private static String millis(double millis) {
    return format("%.2f", millis);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
