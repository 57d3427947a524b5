package io.widthwise.bench.replay;

import java.util.Arrays;

/**
 * Percentiles of times, milliseconds; all 0 where there are none.
 *
 * @param p50 median
 * @param p90 nine tenths are no longer
 * @param p99 99 of 100 are no longer
 * @param max the longest
 */
public record Percentiles(double p50, double p90, double p99, double max) {

  public static Percentiles ofMicros(long[] micros) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    return new Percentiles(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
  }

  /** Nearest rank: the least value that so many are not above. */
  private static double at(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e3;
  }
}
