package io.widthwise.schemas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Identity of frames: the same camera, sequence and capture time always give the same id, so that a
 * frame published twice can be told from two frames.
 */
public final class FrameIds {
  private FrameIds() {}

  /**
   * Returns {@code camera/sequence/capture time in microseconds since the epoch}. The time is
   * rounded down as in the encoded frame, so that the id can be told again from a frame that was
   * read.
   */
  public static String of(String cameraId, long sequence, Instant captureTime) {
    Instant time = captureTime.truncatedTo(ChronoUnit.MICROS);
    return cameraId + '/' + sequence + '/' + ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
