package io.widthwise.bench.drain;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured.
 *
 * @param framesPerSecond load
 * @param checkpointInterval time between checkpoints of the first half of each turn
 * @param with the halves with checkpoints
 * @param without the halves without
 * @param lanes how long each lane took to empty
 */
public record DrainReport(
    double framesPerSecond,
    String checkpointInterval,
    List<LoadRun.Latencies> with,
    List<LoadRun.Latencies> without,
    List<DrainMetrics> lanes) {
  private static final String ROW = "%-26s %9.2f %9.2f %9.2f %9.2f%n";

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-26s %9s %9s %9s %9s%n".formatted("", "in time %", "p50 ms", "p99 ms", "max ms"));
    row(table, "checkpoints each " + checkpointInterval, with);
    row(table, "none", without);
    for (DrainMetrics lane : lanes) {
      table.append(
          "lane emptied %3d times: median %.2f ms, p99 %.2f, longest %.2f; %.1f frames (mean)%n"
              .formatted(
                  lane.checkpoints(),
                  lane.p50Millis(),
                  lane.p99Millis(),
                  lane.maxMillis(),
                  lane.meanFrames()));
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String name, List<LoadRun.Latencies> halves) {
    table.append(
        ROW.formatted(
            name,
            100 * mean(halves, LoadRun.Latencies::inTime),
            mean(halves, LoadRun.Latencies::p50),
            mean(halves, LoadRun.Latencies::p99),
            mean(halves, LoadRun.Latencies::max)));
  }

  private static double mean(
      List<LoadRun.Latencies> halves, ToDoubleFunction<LoadRun.Latencies> of) {
    return halves.stream().mapToDouble(of).average().orElse(0);
  }
}
