package io.widthwise.job;

/** An encoded result on its way to the results topic. A Flink POJO. */
public class OutgoingResult {
  /** Camera id. */
  public String cameraId;

  /** Frame id. */
  public String frameId;

  /** {@code FrameResult} in single-object encoding. */
  public byte[] value;

  /** W3C trace context of the frame, or null. */
  public String traceparent;
}
