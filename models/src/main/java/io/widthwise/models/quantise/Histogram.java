package io.widthwise.models.quantise;

/** How often values occur between two bounds. Zeros, which bytes hold exactly, are not counted. */
final class Histogram {
  private static final int BINS = 2048;

  /** Ranges are tried in hundredths of the full one, down to a fifth. */
  private static final int TRIALS = 100;

  private static final int LEAST_TRIAL = 20;
  private static final double PERCENTILE = 0.9999;

  private final float low;
  private final float high;
  private final long[] counts = new long[BINS];
  private final float binsAUnit;

  /** Counts from {@code low}, at most 0, to {@code high}, at least 0. */
  Histogram(float low, float high) {
    this.low = low;
    this.high = high;
    this.binsAUnit = high > low ? BINS / (high - low) : 0;
  }

  void add(float value) {
    if (value != 0) {
      int bin = (int) ((value - low) * binsAUnit);
      counts[Math.min(BINS - 1, Math.max(0, bin))]++;
    }
  }

  /** Returns the share of the full range that bytes should cover. */
  double share(RangeChoice choice) {
    return switch (choice) {
      case MIN_MAX -> 1;
      case PERCENTILE -> percentile();
      case LEAST_SQUARES -> leastSquares();
    };
  }

  /** Least share outside of which lie at most a ten-thousandth of the values. */
  private double percentile() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    for (int trial = 1; trial < 10 * TRIALS; trial++) {
      double share = trial / (10.0 * TRIALS);
      long inside = 0;
      for (int bin = 0; bin < BINS; bin++) {
        if (centre(bin) >= share * low && centre(bin) <= share * high) {
          inside += counts[bin];
        }
      }
      if (inside >= PERCENTILE * total) {
        return share;
      }
    }
    return 1;
  }

  private double leastSquares() {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int trial = TRIALS; trial >= LEAST_TRIAL; trial--) {
      double share = (double) trial / TRIALS;
      double error = squaredError(share);
      if (error < least) {
        least = error;
        best = share;
      }
    }
    return best;
  }

  /** Values inside are rounded, uniformly within a step; values outside become the bound. */
  private double squaredError(double share) {
    double step = share * (high - low) / 255;
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double value = centre(bin);
      double outside = Math.max(Math.max(0, value - share * high), share * low - value);
      error += counts[bin] * (outside > 0 ? outside * outside : step * step / 12);
    }
    return error;
  }

  private double centre(int bin) {
    return low + (bin + 0.5) * (high - low) / BINS;
  }
}
