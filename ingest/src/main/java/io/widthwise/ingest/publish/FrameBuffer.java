package io.widthwise.ingest.publish;

import io.widthwise.ingest.source.SourceFrame;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounded queue between the thread that reads the source and the thread that sends. When it is
 * full, either the reader waits or the oldest frame makes room for the newest.
 */
final class FrameBuffer {
  private final int capacity;
  private final boolean dropsOldest;
  private final ArrayDeque<SourceFrame> frames = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;
  private long dropped;

  FrameBuffer(int capacity, boolean dropsOldest) {
    this.capacity = capacity;
    this.dropsOldest = dropsOldest;
  }

  /** Adds a frame; once the buffer has ended, does nothing. */
  void put(SourceFrame frame) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frames.size() == capacity && !dropsOldest && !ended) {
        changed.await();
      }
      if (ended) {
        return;
      }
      if (frames.size() == capacity) {
        frames.removeFirst();
        dropped++;
      }
      frames.addLast(frame);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the oldest frame; empty when the buffer has ended and nothing is left in it. */
  Optional<SourceFrame> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty() && !ended) {
        changed.await();
      }
      SourceFrame oldest = frames.pollFirst();
      changed.signalAll();
      return Optional.ofNullable(oldest);
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more frames; those inside can still be taken. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Frames that made room so far. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
