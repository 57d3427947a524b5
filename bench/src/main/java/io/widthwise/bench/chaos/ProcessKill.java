package io.widthwise.bench.chaos;

import java.time.Instant;
import java.util.Random;

/** {@code kill -9} of a process of the stack, which its supervisor then starts again. */
record ProcessKill(Victim victim) implements Fault {
  @Override
  public Instant strike(Scene scene, Random random) {
    return Signals.kill(victim.pick(scene, random));
  }
}
