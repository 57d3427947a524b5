package io.widthwise.ingest.service;

/**
 * Holds a stream to a rate: the generic cell rate algorithm (ITU-T I.371). A frame at time t
 * conforms if t is not before its theoretical arrival time less the tolerance; each one that
 * conforms moves that time on by a period. Not safe for use by several threads.
 */
public final class RateLimit {
  private static final double NANOS = 1e9;

  private final long periodNanos;
  private final long toleranceNanos;
  private boolean begun;
  private long theoreticalNanos;

  /**
   * Nothing seen yet.
   *
   * @param framesPerSecond rate in the long run
   * @param burst frames that may come at once after a pause, at least 1
   */
  public RateLimit(double framesPerSecond, double burst) {
    this.periodNanos = Math.round(NANOS / framesPerSecond);
    this.toleranceNanos = Math.round((burst - 1) * NANOS / framesPerSecond);
  }

  /**
   * Takes a frame at {@code nowNanos}, if it conforms.
   *
   * @return 0 if it does, else how long to wait until one would, nanoseconds
   */
  public long take(long nowNanos) {
    if (!begun || theoreticalNanos - nowNanos < 0) {
      begun = true;
      theoreticalNanos = nowNanos;
    }
    long wait = theoreticalNanos - toleranceNanos - nowNanos;
    if (wait > 0) {
      return wait;
    }
    theoreticalNanos += periodNanos;
    return 0;
  }
}
