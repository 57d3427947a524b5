package io.widthwise.inference.schedule;

import io.widthwise.schemas.FrameEncoding;

/** Waiting frames for tests; the payload is their name. */
public final class Frames {
  private Frames() {}

  public static QueuedFrame<String> due(String name, long deadlineMicros) {
    return due(name, "camera", deadlineMicros, 0);
  }

  public static QueuedFrame<String> due(
      String name, String camera, long deadlineMicros, int priority) {
    return new QueuedFrame<>(name, camera, deadlineMicros, priority, 640, 480, FrameEncoding.JPEG);
  }

  @SafeVarargs
  public static FrameQueue<String> queue(QueuedFrame<String>... frames) {
    FrameQueue<String> queue = new FrameQueue<>(Math.max(1, frames.length));
    for (QueuedFrame<String> frame : frames) {
      queue.offer(frame);
    }
    return queue;
  }

  /** Variants that take the given times whatever the frame, each more accurate than the last. */
  public static ServiceTimes times(long... micros) {
    return new ServiceTimes() {
      @Override
      public int variants() {
        return micros.length;
      }

      @Override
      public double accuracy(int variant) {
        return (variant + 1.0) / micros.length;
      }

      @Override
      public long expectMicros(int variant, QueuedFrame<?> frame) {
        return micros[variant];
      }

      @Override
      public long predictMicros(int variant, QueuedFrame<?> frame) {
        return micros[variant];
      }

      @Override
      public long leastMicros(int variant, QueuedFrame<?> frame) {
        return micros[variant];
      }
    };
  }
}
