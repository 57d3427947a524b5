package io.widthwise.inference.classify;

import java.util.concurrent.TimeUnit;

/** What work in the background leaves to those who serve frames on the same cores. */
@FunctionalInterface
public interface Pause {
  /** For work that nobody waits beside. */
  Pause NONE = workedNanos -> {};

  /** Called after each piece of work, which took {@code workedNanos}. */
  void after(long workedNanos);

  /**
   * Works a share of the time and sleeps the rest.
   *
   * @param share above 0, at most 1
   */
  static Pause workingShare(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("the share of time to work must be in (0, 1]: " + share);
    }
    return workedNanos -> {
      try {
        TimeUnit.NANOSECONDS.sleep((long) (workedNanos * (1 / share - 1)));
      } catch (InterruptedException e) {
        // The work goes on without pauses, to its end or to the next point that can be interrupted.
        Thread.currentThread().interrupt();
      }
    };
  }
}
