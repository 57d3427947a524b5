package io.widthwise.inference.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A bounded queue in earliest-deadline order; frames of equal deadline keep their order of arrival.
 * Not safe for use by several threads.
 *
 * @param <T> kind of frame
 */
public final class FrameQueue<T> implements WaitingFrames {
  private final int capacity;
  private final List<QueuedFrame<T>> frames;

  /**
   * @param capacity most frames that may wait
   */
  public FrameQueue(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a lane needs room for a frame, not " + capacity);
    }
    this.capacity = capacity;
    this.frames = new ArrayList<>(capacity);
  }

  /** Adds {@code frame} behind those with the same or an earlier deadline; false if it is full. */
  public boolean offer(QueuedFrame<T> frame) {
    if (frames.size() == capacity) {
      return false;
    }
    // Frames mostly arrive in the order of their deadlines, so the place is near the end.
    int at = frames.size();
    while (at > 0 && frames.get(at - 1).deadlineMicros() > frame.deadlineMicros()) {
      at--;
    }
    frames.add(at, frame);
    return true;
  }

  /**
   * Removes the frames of a plan.
   *
   * @param served emptied, then filled with the frames to serve in their order
   * @param shed emptied, then filled with the frames to give up in their order
   * @throws IllegalArgumentException if the plan serves and gives up the same frame
   */
  public void take(LanePlan plan, List<QueuedFrame<T>> served, List<QueuedFrame<T>> shed) {
    served.clear();
    shed.clear();
    int kept = 0;
    for (int i = 0; i < frames.size(); i++) {
      boolean isServed = served.size() < plan.servedCount() && plan.servedIndex(served.size()) == i;
      boolean isShed = shed.size() < plan.shedCount() && plan.shedIndex(shed.size()) == i;
      if (isServed && isShed) {
        throw new IllegalArgumentException(
            "waiting frame %d is both served and given up".formatted(i));
      }
      if (isServed) {
        served.add(frames.get(i));
      } else if (isShed) {
        shed.add(frames.get(i));
      } else {
        frames.set(kept++, frames.get(i));
      }
    }
    frames.subList(kept, frames.size()).clear();
  }

  @Override
  public int size() {
    return frames.size();
  }

  @Override
  public QueuedFrame<T> get(int index) {
    return frames.get(index);
  }
}
