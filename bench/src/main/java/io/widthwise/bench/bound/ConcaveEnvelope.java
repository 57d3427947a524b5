package io.widthwise.bench.bound;

import java.util.Comparator;
import java.util.List;

/**
 * The smallest concave function of service time that is 0 at 0, never falls, and is nowhere below a
 * rung: straight segments of falling slope, flat after the last. It is what mixing rungs in time
 * could give at best.
 */
public final class ConcaveEnvelope {
  private final double[] serviceMicros;
  private final double[] accuracy;
  private final int segments;

  private ConcaveEnvelope(double[] serviceMicros, double[] accuracy, int segments) {
    this.serviceMicros = serviceMicros;
    this.accuracy = accuracy;
    this.segments = segments;
  }

  /** Returns the envelope of {@code rungs}, in any order; of none it is 0 everywhere. */
  public static ConcaveEnvelope of(List<OfflineRung> rungs) {
    List<OfflineRung> byService =
        rungs.stream().sorted(Comparator.comparingDouble(OfflineRung::serviceMicros)).toList();
    double[] x = new double[byService.size() + 1];
    double[] y = new double[byService.size() + 1];
    int last = 0;
    for (OfflineRung rung : byService) {
      double service = rung.serviceMicros();
      if (rung.accuracy() <= y[last]) {
        continue;
      }
      while (last > 0
          && (y[last] - y[last - 1]) * (service - x[last - 1])
              <= (rung.accuracy() - y[last - 1]) * (x[last] - x[last - 1])) {
        last--;
      }
      last++;
      x[last] = service;
      y[last] = rung.accuracy();
    }
    return new ConcaveEnvelope(x, y, last);
  }

  /** Returns how many segments rise. */
  public int segments() {
    return segments;
  }

  /** Returns the length of a segment. */
  public double lengthMicros(int segment) {
    return serviceMicros[segment + 1] - serviceMicros[segment];
  }

  /** Returns the accuracy that a microsecond of a segment adds. */
  public double slope(int segment) {
    return (accuracy[segment + 1] - accuracy[segment]) / lengthMicros(segment);
  }

  /** Returns the accuracy at a service time, which is at least 0. */
  public double at(double micros) {
    for (int k = 0; k < segments; k++) {
      if (micros < serviceMicros[k + 1]) {
        return accuracy[k] + slope(k) * (micros - serviceMicros[k]);
      }
    }
    return accuracy[segments];
  }
}
