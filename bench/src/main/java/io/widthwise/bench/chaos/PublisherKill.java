package io.widthwise.bench.chaos;

import java.time.Instant;
import java.util.Random;

/** {@code kill -9} of a publisher, started again at once, as whoever runs cameras would. */
final class PublisherKill implements Fault {
  @Override
  public Instant strike(Scene scene, Random random) throws Exception {
    return scene.publishers().killOne(random);
  }
}
