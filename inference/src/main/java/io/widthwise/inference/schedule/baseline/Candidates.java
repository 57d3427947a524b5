package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.HopelessFrames;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.ServiceTimes;
import io.widthwise.inference.schedule.WaitingFrames;
import java.time.Duration;
import java.util.Arrays;

/**
 * The frames that a baseline chooses among: those that one variant is forecast to serve in time if
 * each were served at once. Where there is none, the earliest that is not hopeless, since service
 * may turn out faster than forecast. The margin keeps no frame out, as with water-filling: it only
 * counts against what a frame may be given.
 */
final class Candidates {
  private final long marginMicros;
  private int[] indexes = new int[16];
  private int size;

  /**
   * @param margin how long before its deadline a frame should be done, against stalls of the host
   */
  Candidates(Duration margin) {
    if (margin.isNegative()) {
      throw new IllegalArgumentException("margin must not be negative but is " + margin);
    }
    this.marginMicros = margin.toNanos() / 1_000;
  }

  /**
   * Gives up hopeless frames and collects the candidates among the others.
   *
   * @param variant fastest variant that the policy would serve with
   * @return true if there is a candidate
   */
  boolean collect(
      WaitingFrames waiting, ServiceTimes times, int variant, long nowMicros, LanePlan plan) {
    size = 0;
    int earliest = HopelessFrames.shed(waiting, times, variant, nowMicros, plan);
    if (earliest < 0) {
      return false;
    }
    for (int i = earliest; i < waiting.size(); i++) {
      QueuedFrame<?> frame = waiting.get(i);
      // A forecast may be below the least time; a hopeless frame is in the plan already.
      if (nowMicros + times.predictMicros(variant, frame) <= frame.deadlineMicros()
          && !HopelessFrames.isHopeless(frame, times, variant, nowMicros)) {
        add(i);
      }
    }
    if (size == 0) {
      add(earliest);
    }
    return true;
  }

  int size() {
    return size;
  }

  /** Returns the index of candidate {@code i} among the waiting frames; rises with {@code i}. */
  int index(int i) {
    return indexes[i];
  }

  /** Returns the time until {@code frame} should be done, below 0 if that has passed. */
  long slackMicros(QueuedFrame<?> frame, long nowMicros) {
    return frame.deadlineMicros() - marginMicros - nowMicros;
  }

  long marginMicros() {
    return marginMicros;
  }

  private void add(int index) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * size);
    }
    indexes[size++] = index;
  }
}
