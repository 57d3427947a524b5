package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Cameras;
import io.widthwise.bench.simulate.Trace.Arrival;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Draws times, and frames of no particular camera or budget at such times. */
final class Arrivals {
  /** Mean time between arrivals of every generator. */
  static final double MEAN_GAP_MILLIS = 1;

  private Arrivals() {}

  /** Draws an exponentially distributed time. */
  static double exponential(SplittableRandom random, double meanMillis) {
    return -Math.log(1 - random.nextDouble()) * meanMillis;
  }

  /** Returns frames that follow one another after the given gaps, dealt to cameras in turns. */
  static List<Arrival> afterGaps(int frames, DoubleSupplier gapMillis) {
    double[] at = new double[1];
    return IntStream.range(0, frames)
        .mapToObj(
            i -> {
              at[0] += gapMillis.getAsDouble();
              return new Arrival(at[0], Cameras.inTurns(i), 0, 0);
            })
        .toList();
  }

  /**
   * Draws a Poisson process whose rate changes with time, by thinning (Lewis and Shedler, 1979).
   *
   * @param perMilli rate at a time in milliseconds, never above {@code most}
   */
  static List<Arrival> poisson(
      int frames, SplittableRandom random, DoubleUnaryOperator perMilli, double most) {
    double[] at = new double[1];
    return afterGaps(
        frames,
        () -> {
          double from = at[0];
          do {
            at[0] += exponential(random, 1 / most);
          } while (random.nextDouble() * most >= perMilli.applyAsDouble(at[0]));
          return at[0] - from;
        });
  }
}
