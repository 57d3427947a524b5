package io.widthwise.bench.bound;

/**
 * One way to serve a frame.
 *
 * @param serviceMicros work of a frame whose service factor is 1, above 0
 * @param accuracy what a frame served so counts, 0 to 1
 */
public record OfflineRung(double serviceMicros, double accuracy) {
  public OfflineRung {
    if (!(serviceMicros > 0) || Double.isInfinite(serviceMicros)) {
      throw new IllegalArgumentException(
          "a rung's service time must be above 0 and finite, but is " + serviceMicros + " µs");
    }
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "a rung's accuracy must be from 0 to 1, but is " + accuracy);
    }
  }
}
