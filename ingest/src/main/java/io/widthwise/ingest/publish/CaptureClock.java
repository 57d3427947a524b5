package io.widthwise.ingest.publish;

/** Which capture time a published frame carries. */
public enum CaptureClock {
  /**
   * The time of its release, as if the recording happened now; the recorded time stays in the
   * attribute {@code recorded-capture-time-micros}.
   */
  RESTAMP,
  /** The source's. */
  RECORDED
}
