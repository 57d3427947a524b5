package io.widthwise.bench.chaos;

import java.util.List;

/**
 * Tells when the pipeline has recovered, by the clock of the cameras: a second is good if in it at
 * least half as many frames were captured as cameras send, and at least 90 % of those were labelled
 * by their deadline. The pipeline has recovered at the beginning of the first second after which
 * all others are good too. Seconds overlap: one begins every 100 ms.
 */
final class Recovery {
  static final long WINDOW_MICROS = 1_000_000;
  private static final long STEP_MICROS = 100_000;
  private static final double GOOD_SHARE = 0.9;
  private static final double LEAST_SHARE = 0.5;

  private final double framesPerSecond;

  /**
   * A frame and whether it was labelled by its deadline, as far as a consumer knows.
   *
   * @param captureMicros when it was captured, microseconds since the epoch
   */
  record Served(long captureMicros, boolean inTime) {}

  /**
   * @param framesPerSecond what the cameras send together
   */
  Recovery(double framesPerSecond) {
    this.framesPerSecond = framesPerSecond;
  }

  /**
   * Seconds from {@code fromMicros} until everything captured is good; 0 if nothing was ever bad.
   *
   * @param frames in the order of their capture
   * @param untilMicros what was captured later is not looked at, since its outcome may be on its
   *     way
   */
  double seconds(List<Served> frames, long fromMicros, long untilMicros) {
    long recovered = fromMicros;
    for (long start = fromMicros; start + WINDOW_MICROS <= untilMicros; start += STEP_MICROS) {
      if (!good(frames, start)) {
        recovered = start + STEP_MICROS;
      }
    }
    return (recovered - fromMicros) / 1e6;
  }

  /** Whether every second that lies between the two is good. */
  boolean good(List<Served> frames, long fromMicros, long untilMicros) {
    return seconds(frames, fromMicros, untilMicros) == 0;
  }

  private boolean good(List<Served> frames, long start) {
    long captured = 0;
    long inTime = 0;
    for (Served frame : frames) {
      if (frame.captureMicros() >= start && frame.captureMicros() < start + WINDOW_MICROS) {
        captured++;
        inTime += frame.inTime() ? 1 : 0;
      }
    }
    return captured >= LEAST_SHARE * framesPerSecond && inTime >= GOOD_SHARE * captured;
  }
}
