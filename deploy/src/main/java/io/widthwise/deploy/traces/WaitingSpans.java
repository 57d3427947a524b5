package io.widthwise.deploy.traces;

import java.util.concurrent.atomic.AtomicInteger;

/** How many spans wait for their export, or are being exported; for many threads. */
final class WaitingSpans {
  private final int most;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param most as many may wait
   */
  WaitingSpans(int most) {
    this.most = most;
  }

  int most() {
    return most;
  }

  int count() {
    return count.get();
  }

  /** One more waits from now on; false if there is no room for it. */
  boolean enter() {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  /** So many do not wait any more. */
  void gone(int spans) {
    count.addAndGet(-spans);
  }
}
