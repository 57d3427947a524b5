package io.widthwise.bench.replay;

import java.util.List;
import java.util.Locale;

/** A report for people at a terminal. */
final class ReplayText {
  private ReplayText() {}

  static String of(ReplayReport report) {
    StringBuilder text = new StringBuilder(headline(report)).append("\n");
    report.remarks().forEach(remark -> text.append("Mind: ").append(remark).append("\n"));
    for (ReplayTables.Table table : new ReplayTables(report).all()) {
      if (!table.rows().isEmpty()) {
        append(text, table);
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

  private static void append(StringBuilder text, ReplayTables.Table table) {
    int columns = table.header().size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = table.header().get(column).length();
      for (List<String> row : table.rows()) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    text.append("\n").append(table.title()).append("\n");
    line(text, table.header(), widths);
    table.rows().forEach(row -> line(text, row, widths));
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String format = (column == 0 ? "%-" : "  %") + Math.max(1, widths[column]) + "s";
      line.append(String.format(Locale.ROOT, format, cells.get(column)));
    }
    text.append(line.toString().stripTrailing()).append("\n");
  }
}
