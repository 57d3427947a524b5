package io.widthwise.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to run the chaos.
 *
 * @param rounds faults, one a round
 * @param seed decides kinds, moments, victims and lengths
 * @param kinds kinds of faults to draw from
 * @param delivery guarantee of admission and job, {@code at-least-once} or {@code exactly-once}
 * @param framesPerSecond of all cameras together
 * @param budget that each frame asks for
 * @param models bundle to serve; empty for the family that comes along
 */
record ChaosSettings(
    int rounds,
    long seed,
    List<FaultKind> kinds,
    String delivery,
    double framesPerSecond,
    Duration budget,
    Optional<Path> models) {
  static final String EXACTLY_ONCE = "exactly-once";

  ChaosSettings {
    kinds = List.copyOf(kinds);
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, not " + rounds);
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("no kind of fault is left that this machine can do");
    }
    if (!(framesPerSecond > 0)) {
      throw new IllegalArgumentException("--rate must be positive, not " + framesPerSecond);
    }
  }

  boolean exactlyOnce() {
    return delivery.equals(EXACTLY_ONCE);
  }
}
