package io.widthwise.ingest.source;

import java.time.Instant;

/** Capture times of recordings that have no clock of their own. */
final class FrameTimes {
  private FrameTimes() {}

  /** The {@code sequence}-th frame's time, counted from the epoch so that it is always the same. */
  static Instant at(long sequence, double fps) {
    return Instant.EPOCH.plusNanos(Math.round(sequence * 1e9 / fps));
  }
}
