package io.widthwise.bench.recovery;

import io.widthwise.bench.simulate.Disturbances;
import java.util.List;

/**
 * Something that goes wrong, and when.
 *
 * @param name for people
 * @param atMillis when it does
 * @param disturbances that bring it about
 */
record Change(String name, int atMillis, Disturbances disturbances) {
  static final int SLOW_FROM_MILLIS = 2_000;
  static final int SLOW_TO_MILLIS = 4_000;
  private static final double SLOW_SPEED = 0.5;

  /** Profiles that are off by 30 % either way, and a host that is half as fast for two seconds. */
  static List<Change> all(Disturbances usual) {
    Disturbances slow =
        usual.withSlowdown(SLOW_FROM_MILLIS * 1e3, SLOW_TO_MILLIS * 1e3, SLOW_SPEED);
    return List.of(
        new Change("profile 30 % too low", 0, usual.withProfileError(0.7)),
        new Change("profile 30 % too high", 0, usual.withProfileError(1.3)),
        new Change("host at half its speed", SLOW_FROM_MILLIS, slow),
        new Change("host at full speed again", SLOW_TO_MILLIS, slow));
  }
}
