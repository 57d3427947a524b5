package io.widthwise.bench.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * When frames arrive, of which camera, and what is asked of them; the time axis may be rescaled to
 * any load.
 *
 * @param name where it comes from, for people
 * @param arrivals in the order of their times
 */
public record Trace(String name, List<Arrival> arrivals) {

  /**
   * One frame.
   *
   * @param arrivalMillis time since the trace began
   * @param camera camera id
   * @param budgetMillis time from arrival to deadline; 0 where the run's own deadline applies
   * @param priority frames of higher priority are given up last
   */
  public record Arrival(double arrivalMillis, String camera, double budgetMillis, int priority) {
    public Arrival {
      if (!(arrivalMillis >= 0) || !(budgetMillis >= 0)) {
        throw new IllegalArgumentException(
            "a frame's arrival and budget must not be negative but are %s and %s ms"
                .formatted(arrivalMillis, budgetMillis));
      }
    }
  }

  public Trace {
    arrivals = List.copyOf(arrivals);
    if (arrivals.size() < 2) {
      throw new IllegalArgumentException(
          "trace %s has %d frames; a rate needs at least two".formatted(name, arrivals.size()));
    }
    for (int i = 1; i < arrivals.size(); i++) {
      if (arrivals.get(i).arrivalMillis() < arrivals.get(i - 1).arrivalMillis()) {
        throw new IllegalArgumentException(
            "trace %s: frame %d arrives before the one ahead of it".formatted(name, i));
      }
    }
    if (arrivals.get(arrivals.size() - 1).arrivalMillis() == arrivals.get(0).arrivalMillis()) {
      throw new IllegalArgumentException(
          "trace %s: all frames arrive at once, so it has no rate".formatted(name));
    }
  }

  /** Mean rate, frames a second. */
  public double framesPerSecond() {
    return 1e3
        * (arrivals.size() - 1)
        / (arrivals.get(arrivals.size() - 1).arrivalMillis() - arrivals.get(0).arrivalMillis());
  }

  /** Returns the same trace, beginning at 0, stretched or squeezed to a mean rate. */
  public Trace atRate(double framesPerSecond) {
    double factor = framesPerSecond() / framesPerSecond;
    double start = arrivals.get(0).arrivalMillis();
    List<Arrival> scaled = new ArrayList<>(arrivals.size());
    for (Arrival arrival : arrivals) {
      scaled.add(
          new Arrival(
              (arrival.arrivalMillis() - start) * factor,
              arrival.camera(),
              arrival.budgetMillis(),
              arrival.priority()));
    }
    return new Trace(name, scaled);
  }
}
