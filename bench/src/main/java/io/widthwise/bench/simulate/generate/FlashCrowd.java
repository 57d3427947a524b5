package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Poisson arrivals that a crowd joins all of a sudden: after a third of the run the rate rises
 * within 100 ms to a multiple, and the crowd goes again exponentially, within a tenth of the run.
 */
public final class FlashCrowd implements TraceGenerator {
  /** Rate at the height of the crowd over that before it, unless given. */
  public static final double USUAL_HEIGHT = 4;

  private static final double RISE_MILLIS = 100;
  private static final double BEGINS_AFTER_SHARE = 1.0 / 3;
  private static final double GOES_WITHIN_SHARE = 0.1;

  private final double height;

  /**
   * @param height rate at the height of the crowd over that before it, at least 1
   */
  public FlashCrowd(double height) {
    if (!(height >= 1) || Double.isInfinite(height)) {
      throw new IllegalArgumentException(
          "a crowd must multiply the rate by at least 1, as in flash:4, but does by " + height);
    }
    this.height = height;
  }

  @Override
  public List<Arrival> draw(int frames, SplittableRandom random, Duration deadline) {
    double runMillis = frames * Arrivals.MEAN_GAP_MILLIS;
    double usual = 1 / (1 + (height - 1) * GOES_WITHIN_SHARE) / Arrivals.MEAN_GAP_MILLIS;
    return Arrivals.poisson(
        frames, random, millis -> usual * factor(millis, runMillis), usual * height);
  }

  private double factor(double millis, double runMillis) {
    double since = millis - runMillis * BEGINS_AFTER_SHARE;
    if (since < 0) {
      return 1;
    }
    double crowd =
        since < RISE_MILLIS
            ? since / RISE_MILLIS
            : Math.exp(-(since - RISE_MILLIS) / (runMillis * GOES_WITHIN_SHARE));
    return 1 + (height - 1) * crowd;
  }
}
