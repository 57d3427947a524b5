package io.widthwise.bench.fleet;

/**
 * A stretch of time in which the same lanes serve.
 *
 * @param endMicros exclusive; {@link Long#MAX_VALUE} for the last one
 * @param readers source subtasks that the partitions are assigned to
 * @param live lanes that serve, and sources that read: those numbered below it
 * @param restarts true if all tasks start anew; else lanes that served before go on
 */
record Phase(long startMicros, long endMicros, int readers, int live, boolean restarts) {
  Phase {
    if (startMicros >= endMicros || live < 0 || readers < Math.max(1, live)) {
      throw new IllegalArgumentException(
          "no phase from %d to %d µs with %d of %d tasks"
              .formatted(startMicros, endMicros, live, readers));
    }
  }
}
