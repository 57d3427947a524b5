package io.widthwise.bench.overload;

import io.widthwise.bench.traffic.Entry;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How soon deadlines hold again once the load has fallen.
 *
 * @param seconds from the fall to the first half second of frames of which {@value #HELD} were
 *     labelled in time; empty if there was none
 * @param hitRateAfter share of all frames from then on that were labelled in time
 */
record Recovered(OptionalDouble seconds, double hitRateAfter) {
  static final double HELD = 0.99;
  private static final long WINDOW_MICROS = 500_000;
  private static final long STEP_MICROS = 100_000;

  /**
   * Looks at the frames after a fall.
   *
   * @param entries of the phase that begins with the fall, in the order of their capture
   */
  static Recovered of(Phase calm, List<Entry> entries) {
    long fall = Math.round(calm.fromSeconds() * 1e6);
    long end = Math.round(calm.toSeconds() * 1e6);
    for (long from = fall; from + WINDOW_MICROS <= end; from += STEP_MICROS) {
      long to = from + WINDOW_MICROS;
      if (hitRate(entries, from, to) >= HELD) {
        return new Recovered(
            OptionalDouble.of((from - fall) / 1e6), hitRate(entries, from, Long.MAX_VALUE));
      }
    }
    return new Recovered(OptionalDouble.empty(), 0);
  }

  /** Of no frames at all it is 0: nothing shows that deadlines hold. */
  private static double hitRate(List<Entry> entries, long fromMicros, long toMicros) {
    return entries.stream()
        .filter(each -> each.capturedMicros() >= fromMicros && each.capturedMicros() < toMicros)
        .mapToInt(each -> each.hit() ? 1 : 0)
        .average()
        .orElse(0);
  }
}
