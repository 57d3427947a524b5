package io.widthwise.bench.bound;

/**
 * Work that a machine can do: at speed 1 a lane does one microsecond of work a microsecond, in a
 * stall none. Several lanes together do the sum of theirs.
 */
@FunctionalInterface
public interface Capacity {
  /**
   * Returns the work, in microseconds at speed 1, that all lanes together can have done by {@code
   * timeMicros}; finite and never falling with time.
   */
  double workUntil(double timeMicros);

  /**
   * Returns the most work that one frame can get between two times. A frame is served by one lane,
   * so where there are several this is the best lane's work; the default, the work of all, is true
   * of one lane and an upper bound for more.
   */
  default double workOfOneFrame(double fromMicros, double toMicros) {
    return workUntil(toMicros) - workUntil(fromMicros);
  }
}
