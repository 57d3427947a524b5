package io.widthwise.inference.schedule;

/** The frames of a lane in the order of their deadlines, earliest first, as a policy sees them. */
public interface WaitingFrames {
  /** Number of frames that wait. */
  int size();

  /**
   * Returns frame {@code index}, 0 being the one with the earliest deadline. A frame is the same
   * object for as long as it waits, and two that wait keep their order.
   */
  QueuedFrame<?> get(int index);
}
