package io.widthwise.bench.chaos;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Something that goes wrong. */
@FunctionalInterface
interface Fault {
  /**
   * Does the harm, and waits until it is over if it is one that lasts.
   *
   * @param random decides whatever is left open
   * @return the moment from which the pipeline can recover: that of the kill, or the end of what
   *     lasts
   */
  Instant strike(Scene scene, Random random) throws Exception;

  /** Why this machine cannot do it; empty if it can. */
  default Optional<String> obstacle() {
    return Optional.empty();
  }
}
