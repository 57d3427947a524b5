package io.widthwise.bench.league.page;

import io.widthwise.bench.league.CellResult;
import java.util.function.Function;

/**
 * A figure to plot.
 *
 * @param file name of its plot
 * @param title of its plot
 * @param of its value in a result, null where there is none
 * @param low least value of its axis; smaller ones are drawn along the lower edge
 * @param high greatest value of its axis, or NaN to fit the values
 * @param logarithmic whether its axis is
 */
record Metric(
    String file,
    String title,
    Function<CellResult, Double> of,
    double low,
    double high,
    boolean logarithmic) {
  private static final double PERCENT = 100;
  private static final double LEAST_MISSED_PERCENT = 0.01;
  private static final double LEAST_SHARE_SHOWN = 60;

  static final Metric HITS =
      new Metric(
          "hits", "Deadline hits, % of all frames", r -> PERCENT * r.hitRate(), 0, 100, false);

  static final Metric MISSES =
      new Metric(
          "misses",
          "Frames that miss their deadline, % (logarithmic; 0.01 stands for less too)",
          r -> Math.max(LEAST_MISSED_PERCENT, PERCENT * (1 - r.hitRate())),
          LEAST_MISSED_PERCENT,
          100,
          true);

  static final Metric ACCURACY =
      new Metric(
          "accuracy",
          "Accuracy over all frames, % (a missed one counts zero)",
          r -> PERCENT * r.accuracy(),
          0,
          Double.NaN,
          false);

  static final Metric ACCURACY_ON_TIME =
      new Metric(
          "accuracy-on-time",
          "Accuracy of those on time, %",
          r -> r.accuracyOnTime() == null ? null : PERCENT * r.accuracyOnTime(),
          Double.NaN,
          Double.NaN,
          false);

  static final Metric SHARE =
      new Metric(
          "share-of-bound",
          "Accuracy over all frames, % of the clairvoyant's (along the lower edge: 60 or less)",
          r -> PERCENT * r.shareOfBound(),
          LEAST_SHARE_SHOWN,
          102,
          false);

  static final Metric LATENCY_P50 =
      new Metric(
          "latency-p50",
          "Latency, median, ms (logarithmic)",
          r -> r.latencyMillis().p50(),
          Double.NaN,
          Double.NaN,
          true);

  static final Metric LATENCY_P99 =
      new Metric(
          "latency-p99",
          "Latency, 99th percentile, ms (logarithmic)",
          r -> r.latencyMillis().p99(),
          Double.NaN,
          Double.NaN,
          true);

  static final Metric LEAST_CAMERA =
      new Metric(
          "fairness",
          "Fairness: deadline hits of the camera that fares worst, %",
          r -> PERCENT * r.fairness().leastCameraHitRate(),
          0,
          100,
          false);

  static final Metric SWITCHES =
      new Metric(
          "switches",
          "Changes of rung, % of frames",
          r -> PERCENT * r.widthSwitchesPerFrame(),
          0,
          Double.NaN,
          false);
}
