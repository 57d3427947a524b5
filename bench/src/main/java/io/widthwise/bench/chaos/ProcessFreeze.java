package io.widthwise.bench.chaos;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -STOP} of a process, and {@code -CONT} one to twelve seconds later: sometimes before
 * the others give it up, sometimes after.
 */
record ProcessFreeze(Victim victim) implements Fault {
  private static final int SHORTEST_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 12_000;

  @Override
  public Instant strike(Scene scene, Random random) throws Exception {
    ProcessHandle process = victim.pick(scene, random);
    Signals.stop(process);
    try {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
    } finally {
      Signals.goOn(process);
    }
    return Instant.now();
  }
}
