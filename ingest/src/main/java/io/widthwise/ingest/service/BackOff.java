package io.widthwise.ingest.service;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: {@code min(longest, first * 2^n)} after {@code n}
 * failures in a row, of which a random half is taken off, so that cameras that were lost together
 * do not come back together ("equal jitter").
 */
final class BackOff {
  private static final int MOST_DOUBLINGS = 30;

  private final Reconnect settings;
  private final RandomGenerator random;
  private int failures;

  BackOff(Reconnect settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** Failures in a row. */
  int failures() {
    return failures;
  }

  /** Counts a failure and returns how long to wait. */
  Duration afterFailure() {
    double factor = Math.pow(2, Math.min(failures, MOST_DOUBLINGS));
    failures++;
    double millis = Math.min(settings.longest().toMillis(), settings.first().toMillis() * factor);
    return Duration.ofMillis(Math.round(millis / 2 + random.nextDouble() * millis / 2));
  }

  /** Forgets failures, since it went well for a while. */
  void reset() {
    failures = 0;
  }
}
