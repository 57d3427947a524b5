package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Frames that know nothing of each other: exponential gaps. */
public final class PoissonArrivals implements TraceGenerator {
  @Override
  public List<Arrival> draw(int frames, SplittableRandom random, Duration deadline) {
    return Arrivals.afterGaps(frames, () -> Arrivals.exponential(random, Arrivals.MEAN_GAP_MILLIS));
  }
}
