package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up arrivals at about one frame a millisecond; runs stretch them to their load. What is
 * drawn depends on the arguments alone.
 */
@FunctionalInterface
public interface TraceGenerator {
  /**
   * Returns {@code frames} arrivals in the order of their times.
   *
   * @param deadline the run's own, of which budgets may be shares
   */
  List<Arrival> draw(int frames, SplittableRandom random, Duration deadline);
}
