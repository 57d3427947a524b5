package io.widthwise.bench.fleet;

/** Chooses the lane for each frame that a source subtask has read. */
@FunctionalInterface
interface Router {
  /**
   * @param source subtask that has read the frame
   * @param atMicros when
   */
  int lane(int source, long atMicros);
}
