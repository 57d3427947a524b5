package io.widthwise.bench.chaos;

import java.time.Instant;
import java.util.Random;

/** The job is stopped with a savepoint, and its successor goes on from there. */
final class SavepointUpgrade implements Fault {
  @Override
  public Instant strike(Scene scene, Random random) throws Exception {
    Instant start = Instant.now();
    scene.upgrade();
    return start;
  }
}
