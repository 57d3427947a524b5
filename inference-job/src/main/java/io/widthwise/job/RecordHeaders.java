package io.widthwise.job;

/** Names of record headers that the job reads and writes. */
final class RecordHeaders {
  /** W3C trace context. */
  static final String TRACEPARENT = "traceparent";

  /** Frame id, so that accounting need not decode values. */
  static final String FRAME_ID = "frame-id";

  /**
   * When the broker appended the message to the raw topic, milliseconds since the epoch in digits;
   * admission sets it.
   */
  static final String RECEIVED = "received-millis";

  /** For how many milliseconds a frame had waited when admission gave it up, in digits. */
  static final String GIVEN_UP = "given-up-after-millis";

  private RecordHeaders() {}
}
