package io.widthwise.bench.replay;

import io.widthwise.bench.page.TextTable;
import java.util.Locale;

/** A report for people at a terminal. */
final class ReplayText {
  private ReplayText() {}

  static String of(ReplayReport report) {
    StringBuilder text = new StringBuilder(headline(report)).append("\n");
    report.remarks().forEach(remark -> text.append("Mind: ").append(remark).append("\n"));
    for (ReplayTables.Table table : new ReplayTables(report).all()) {
      if (!table.rows().isEmpty()) {
        text.append("\n").append(table.title()).append("\n");
        text.append(TextTable.of(table.header(), table.rows()));
      }
    }
    return text.toString();
  }

  static String headline(ReplayReport report) {
    ReplayReport.Setting setting = report.setting();
    return String.format(
        Locale.ROOT,
        "%s at load %.2f (%.0f frames/s over %d lanes), deadline %d ms, %s: %.2f %% of %d frames in"
            + " time, %.2f %% of what the simulator predicts (%s); accuracy over all"
            + " %.2f %%, %.2f %% of it. Publisher late by %.2f ms (p50), %.2f ms (p99). Services took"
            + " %.2f times as long as measured before. %d garbage collections took %d ms.",
        setting.trace(),
        setting.load(),
        setting.framesPerSecond(),
        setting.lanes(),
        setting.deadlineMillis(),
        setting.policy(),
        100 * report.measured().hitRate(),
        report.measured().frames(),
        100 * report.shareOfPrediction().hitRate(),
        report.prediction().kind().title(),
        100 * report.measured().accuracy(),
        100 * report.shareOfPrediction().accuracy(),
        report.publisherLateMillis().p50(),
        report.publisherLateMillis().p99(),
        report.servicePace(),
        report.collection().collections(),
        report.collection().millis());
  }
}
