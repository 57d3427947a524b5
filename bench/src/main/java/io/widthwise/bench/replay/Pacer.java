package io.widthwise.bench.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds its thread until frames are due. A frame that is late already is due at once, and those
 * after it stay due at their own times, so that lateness is caught up with and never adds up.
 *
 * <p>Sleeps, and does not spin: a spinning publisher would take a core from what is measured.
 */
public final class Pacer {
  /** Lets at most so many nanoseconds pass; may return early. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(long nanos);
  }

  private final Instant start;
  private final InstantSource clock;
  private final Sleeper sleeper;

  public Pacer(Instant start) {
    this(start, InstantSource.system(), LockSupport::parkNanos);
  }

  Pacer(Instant start, InstantSource clock, Sleeper sleeper) {
    this.start = start;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Returns once a moment has come, with the time that it really is: never earlier.
   *
   * @param dueMicros since the start
   * @return microseconds since the start
   * @throws InterruptedException if the thread was interrupted
   */
  public long await(long dueMicros) throws InterruptedException {
    Instant due = start.plus(dueMicros, ChronoUnit.MICROS);
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for a frame to be due");
      }
      Instant now = clock.instant();
      long leftNanos = ChronoUnit.NANOS.between(now, due);
      if (leftNanos <= 0) {
        return ChronoUnit.MICROS.between(start, now);
      }
      sleeper.sleep(leftNanos);
    }
  }
}
