package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Poisson arrivals whose rate steps up and down every two seconds, 0.4 to 1.6 times the mean. */
public final class StepLoad implements TraceGenerator {
  private static final double[] LEVELS = {0.4, 1.0, 1.6, 0.8, 1.2};
  private static final double HIGHEST = 1.6;
  private static final double STEP_MILLIS = 2_000;

  @Override
  public List<Arrival> draw(int frames, SplittableRandom random, Duration deadline) {
    return Arrivals.poisson(
        frames,
        random,
        millis -> LEVELS[(int) (millis / STEP_MILLIS) % LEVELS.length] / Arrivals.MEAN_GAP_MILLIS,
        HIGHEST / Arrivals.MEAN_GAP_MILLIS);
  }
}
