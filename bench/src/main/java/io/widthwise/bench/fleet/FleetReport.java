package io.widthwise.bench.fleet;

import io.widthwise.bench.fleet.HitsOverTime.Recovery;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark of a fleet found.
 *
 * @param framesPerSecond of all cameras
 * @param load share of what the lanes serve at most with the narrowest rung
 * @param narrowestMillis decode and inference of the narrowest rung on one of these lanes
 * @param slowness time on one of these lanes over that of the ladder as measured
 * @param lostLanes lanes of the lost TaskManager, 0 for none
 */
record FleetReport(
    String ladder,
    int cameras,
    int lanes,
    double framesPerSecond,
    double seconds,
    double load,
    double deadlineMillis,
    double narrowestMillis,
    double slowness,
    int lostLanes,
    long seed,
    List<FleetCell> cells) {
  FleetReport {
    cells = List.copyOf(cells);
  }

  /** Returns the report for people. */
  String table() {
    StringBuilder text = new StringBuilder(heading());
    line(
        text,
        "%-10s %-10s %8s %8s %8s %8s %8s %8s | %6s %6s %6s %5s %5s | %6s %6s",
        "partitions",
        "routing",
        "hits %",
        "accur. %",
        "of bound",
        "worst c.",
        "p50 ms",
        "p99 ms",
        "lane",
        "p99",
        "max",
        "idle",
        "over",
        "s/s",
        "s/cpu");
    for (FleetCell cell : cells) {
      line(
          text,
          "%-10d %-10s %8.3f %8.2f %8.2f %8.2f %8.1f %8.1f | %6.2f %6.2f %6.2f %5d %5d | %6.1f %6.1f",
          cell.partitions(),
          cell.partitioning(),
          100 * cell.hitRate(),
          100 * cell.accuracy(),
          100 * cell.shareOfBound(),
          100 * cell.hitRateOfCameras().worst(),
          cell.latencyMillis().p50(),
          cell.latencyMillis().p99(),
          cell.laneLoad().mean(),
          cell.laneLoad().p99(),
          cell.laneLoad().max(),
          cell.laneLoad().idle(),
          cell.laneLoad().overloaded(),
          cell.simulatedSecondsPerWallSecond(),
          cell.simulatedSecondsPerCpuSecond());
      for (Recovery recovery : cell.recoveries()) {
        line(text, "           %s", describe(recovery));
      }
    }
    return text.toString();
  }

  private String heading() {
    return String.format(
        Locale.ROOT,
        "%d cameras, %.0f frames/s, %d lanes at load %.2f, deadline %.0f ms, %.0f s, seed %d%n"
            + "ladder %s, a lane takes %.1f times as long as measured: narrowest rung %.2f ms%n",
        cameras,
        framesPerSecond,
        lanes,
        load,
        deadlineMillis,
        seconds,
        seed,
        ladder,
        slowness,
        narrowestMillis);
  }

  private static String describe(Recovery recovery) {
    return recovery.afterSeconds() == null
        ? String.format(
            Locale.ROOT,
            "interrupted at %.1f s: hits did not come back; %d frames missed",
            recovery.atSeconds(),
            recovery.missedFrames())
        : String.format(
            Locale.ROOT,
            "interrupted at %.1f s: hits were back after %.1f s; %d frames missed",
            recovery.atSeconds(),
            recovery.afterSeconds(),
            recovery.missedFrames());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
