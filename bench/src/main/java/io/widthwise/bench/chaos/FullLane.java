package io.widthwise.bench.chaos;

import java.time.Instant;
import java.util.Random;

/** One more camera sends as fast as the broker takes frames, for two to four seconds. */
final class FullLane implements Fault {
  private static final int SHORTEST_SECONDS = 2;
  private static final int LONGEST_SECONDS = 4;

  @Override
  public Instant strike(Scene scene, Random random) throws Exception {
    scene.publishers().burst(random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1));
    return Instant.now();
  }
}
