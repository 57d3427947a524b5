package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gaps from a gamma distribution with a given squared coefficient of variation: burstier than
 * Poisson above 1, steadier below. Drawn after Marsaglia and Tsang, "A Simple Method for Generating
 * Gamma Variables" (ACM TOMS 26, 2000).
 */
public final class GammaArrivals implements TraceGenerator {
  private final double shape;

  /**
   * @param squaredVariation variance of the gaps over their squared mean, above 0
   */
  public GammaArrivals(double squaredVariation) {
    if (!(squaredVariation > 0) || Double.isInfinite(squaredVariation)) {
      throw new IllegalArgumentException(
          "the squared coefficient of variation must be above 0, as in gamma:4, but is "
              + squaredVariation);
    }
    this.shape = 1 / squaredVariation;
  }

  @Override
  public List<Arrival> draw(int frames, SplittableRandom random, Duration deadline) {
    return Arrivals.afterGaps(
        frames, () -> gamma(shape, random) * Arrivals.MEAN_GAP_MILLIS / shape);
  }

  private static double gamma(double shape, SplittableRandom random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
