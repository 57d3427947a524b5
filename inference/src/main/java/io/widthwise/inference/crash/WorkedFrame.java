package io.widthwise.inference.crash;

import static java.util.Objects.requireNonNull;

/**
 * A frame that a lane works on, as far as a crash need name it.
 *
 * @param topic topic that it was read from
 * @param partition its partition
 * @param offset its offset there
 * @param cameraId camera that sent it
 * @param frameId its frame id
 */
public record WorkedFrame(
    String topic, int partition, long offset, String cameraId, String frameId) {
  public WorkedFrame {
    requireNonNull(topic, "topic");
    requireNonNull(cameraId, "cameraId");
    requireNonNull(frameId, "frameId");
  }

  /**
   * Whether both are the same frame, wherever they lie: strikes follow the frame, not the record,
   * so that one that is published again starts with the strikes that it has.
   */
  boolean isSameFrame(WorkedFrame other) {
    return frameId.equals(other.frameId)
        && cameraId.equals(other.cameraId)
        && topic.equals(other.topic);
  }

  /** {@code topic-partition@offset}. */
  public String position() {
    return topic + "-" + partition + "@" + offset;
  }
}
