package io.widthwise.ingest.admission;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, after a wait that doubles from one failure to the next and
 * starts over once admission ran well for a while.
 */
final class RestartWithBackOff implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RestartWithBackOff.class);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 30_000;
  private static final Duration HEALTHY = Duration.ofMinutes(2);

  private final LongSupplier clockNanos;
  private final CountDownLatch closing = new CountDownLatch(1);
  private long lastFailureNanos;
  private long waitMillis = FIRST_WAIT_MILLIS;

  RestartWithBackOff(LongSupplier clockNanos) {
    this.clockNanos = clockNanos;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    long wait = nextWaitMillis();
    LOG.error("a thread of admission failed; it is replaced in {} ms", wait, failure);
    try {
      return closing.await(wait, TimeUnit.MILLISECONDS)
          ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
          : StreamThreadExceptionResponse.REPLACE_THREAD;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
  }

  synchronized long nextWaitMillis() {
    long now = clockNanos.getAsLong();
    if (now - lastFailureNanos > HEALTHY.toNanos()) {
      waitMillis = FIRST_WAIT_MILLIS;
    }
    lastFailureNanos = now;
    long wait = waitMillis;
    waitMillis = Math.min(LONGEST_WAIT_MILLIS, waitMillis * 2);
    return wait;
  }

  /** Ends a wait that is under way. */
  void close() {
    closing.countDown();
  }
}
