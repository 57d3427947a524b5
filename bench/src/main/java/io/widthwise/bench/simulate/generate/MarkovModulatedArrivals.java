package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A Markov-modulated Poisson process of two states: calm, and busy for a fifth of the time at a
 * higher rate. Stays are exponential, 0.8 s and 0.2 s on average.
 */
public final class MarkovModulatedArrivals implements TraceGenerator {
  /** Rate when busy over that when calm, unless given. */
  public static final double USUAL_RATIO = 6;

  private static final double CALM_MILLIS = 800;
  private static final double BUSY_MILLIS = 200;

  private final double calmGapMillis;
  private final double busyGapMillis;

  /**
   * @param ratio rate when busy over that when calm, at least 1
   */
  public MarkovModulatedArrivals(double ratio) {
    if (!(ratio >= 1) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException(
          "the busy over the calm rate must be at least 1, as in mmpp:6, but is " + ratio);
    }
    double meanRate = (CALM_MILLIS + BUSY_MILLIS * ratio) / (CALM_MILLIS + BUSY_MILLIS);
    this.calmGapMillis = Arrivals.MEAN_GAP_MILLIS * meanRate;
    this.busyGapMillis = calmGapMillis / ratio;
  }

  @Override
  public List<Arrival> draw(int frames, SplittableRandom random, Duration deadline) {
    var state = new State(random);
    return Arrivals.afterGaps(frames, state::gapMillis);
  }

  private final class State {
    private final SplittableRandom random;
    private boolean busy;
    private double stayMillis;

    State(SplittableRandom random) {
      this.random = random;
      this.stayMillis = Arrivals.exponential(random, CALM_MILLIS);
    }

    /**
     * Exponential gaps have no memory, so one that outlasts the stay is drawn anew from its end.
     */
    double gapMillis() {
      double passed = 0;
      while (true) {
        double gap = Arrivals.exponential(random, busy ? busyGapMillis : calmGapMillis);
        if (gap <= stayMillis) {
          stayMillis -= gap;
          return passed + gap;
        }
        passed += stayMillis;
        busy = !busy;
        stayMillis = Arrivals.exponential(random, busy ? BUSY_MILLIS : CALM_MILLIS);
      }
    }
  }
}
