package io.widthwise.bench.chaos;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills the broker and lets it come back to a disk that takes less than the cameras send, for some
 * seconds: a loop device of its own, mounted so that every write waits for it, throttled by the
 * kernel.
 */
final class SlowDisk implements Fault {
  private static final int SHORTEST_MILLIS = 4_000;
  private static final int LONGEST_MILLIS = 9_000;
  private static final long LEAST_BYTES_PER_SECOND = 500_000;
  private static final long MOST_BYTES_PER_SECOND = 2_000_000;

  @Override
  public Optional<String> obstacle() {
    return BrokerDisk.obstacle();
  }

  @Override
  public Instant strike(Scene scene, Random random) throws Exception {
    BrokerDisk disk = scene.disk().orElseThrow();
    long bytesPerSecond = random.nextLong(LEAST_BYTES_PER_SECOND, MOST_BYTES_PER_SECOND);
    int millis = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
    disk.slow(bytesPerSecond);
    try {
      Signals.kill(scene.process("Kafka broker"));
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      disk.fast();
    }
    return Instant.now();
  }
}
