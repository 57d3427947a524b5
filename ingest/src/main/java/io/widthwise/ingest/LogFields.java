package io.widthwise.ingest;

/** Fields of log lines about single frames and messages; a JSON line has them by these names. */
public final class LogFields {
  public static final String CAMERA = "camera";
  public static final String FRAME_ID = "frameId";

  /** {@code topic-partition@offset}. */
  public static final String POSITION = "topicPartitionOffset";

  private LogFields() {}
}
