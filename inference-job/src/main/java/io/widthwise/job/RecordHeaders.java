package io.widthwise.job;

/** Names of record headers that the job reads and writes. */
final class RecordHeaders {
  /** W3C trace context. */
  static final String TRACEPARENT = "traceparent";

  /** Frame id, so that accounting need not decode values. */
  static final String FRAME_ID = "frame-id";

  private RecordHeaders() {}
}
