package io.widthwise.bench.overload;

import io.widthwise.bench.traffic.Entry;
import io.widthwise.bench.traffic.Sender;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a run in which cameras together send at one rate.
 *
 * @param name for people
 * @param factor rate over capacity
 * @param framesPerSecond planned rate
 * @param fromSeconds its beginning, since the run began
 * @param toSeconds its end
 */
record Phase(
    String name, double factor, double framesPerSecond, double fromSeconds, double toSeconds) {
  /** Shares of the cameras: the busiest sends fifteen times as much as the least busy. */
  private static final double[] SHARES = {0.3, 0.22, 0.16, 0.12, 0.08, 0.06, 0.04, 0.02};

  static final double CALM = 0.5;

  /**
   * Calm at first, then each factor with calm after it.
   *
   * @param capacity frames a second
   */
  static List<Phase> plan(
      List<Double> factors, double capacity, double seconds, double calmSeconds) {
    List<Phase> phases = new ArrayList<>();
    phases.add(new Phase("before", CALM, CALM * capacity, 0, calmSeconds));
    double at = calmSeconds;
    for (double factor : factors) {
      String times = factor == Math.rint(factor) ? "%.0f".formatted(factor) : "" + factor;
      phases.add(new Phase(times + " times", factor, factor * capacity, at, at + seconds));
      at += seconds;
      phases.add(new Phase("after " + times, CALM, CALM * capacity, at, at + calmSeconds));
      at += calmSeconds;
    }
    return phases;
  }

  boolean overloads() {
    return factor > 1;
  }

  double seconds() {
    return toSeconds - fromSeconds;
  }

  List<Sender> senders() {
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < SHARES.length; i++) {
      senders.add(new Sender("camera-" + i, SHARES[i] * framesPerSecond, fromSeconds, toSeconds));
    }
    return senders;
  }

  /** Of a run's frames those that were taken in this phase. */
  List<Entry> of(List<Entry> entries) {
    long from = Math.round(fromSeconds * 1e6);
    long to = Math.round(toSeconds * 1e6);
    return entries.stream()
        .filter(each -> each.capturedMicros() >= from && each.capturedMicros() < to)
        .toList();
  }
}
