package io.widthwise.models.pull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often and after what pauses a transient fault is tried again: each pause is twice the one
 * before. Tries that brought bytes do not count.
 *
 * @param tries in a row that may bring nothing, at least 1
 * @param first pause
 * @param longest pause, also where a server asks for a longer one
 * @param sleeper what a pause does
 */
record Backoff(int tries, Duration first, Duration longest, Sleeper sleeper) {
  private static final int MOST_DOUBLINGS = 20;

  static final Backoff DEFAULT =
      new Backoff(5, Duration.ofMillis(500), Duration.ofSeconds(30), Backoff::sleep);

  /** Lets time pass. */
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedIOException;
  }

  /** Returns the pause after so many tries in a row that brought nothing. */
  Duration pause(int fruitless, IOException fault) {
    Duration own = first.multipliedBy(1L << Math.max(0, Math.min(fruitless - 1, MOST_DOUBLINGS)));
    Duration wanted = fault instanceof TransientFault asked ? asked.retryAfter().orElse(own) : own;
    return wanted.compareTo(longest) > 0 ? longest : wanted;
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to try again");
    }
  }
}
