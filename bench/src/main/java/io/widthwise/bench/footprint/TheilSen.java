package io.widthwise.bench.footprint;

import java.util.Arrays;

/**
 * The median of the slopes of all pairs of points (Theil, 1950; Sen, 1968). Up to 29 % of the
 * points may be anything without moving it far, so that a burst or a collection among the readings
 * does not pass for growth.
 */
public final class TheilSen {
  private TheilSen() {}

  /**
   * Returns the slope; 0 where no two points differ in x.
   *
   * @param x positions
   * @param y values, as many
   */
  public static double slope(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "%d positions do not fit %d values".formatted(x.length, y.length));
    }
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        if (x[i] != x[j]) {
          slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
      }
    }
    return count == 0 ? 0 : median(Arrays.copyOf(slopes, count));
  }

  /** Returns the median; of an even number of values the mean of the middle two. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
