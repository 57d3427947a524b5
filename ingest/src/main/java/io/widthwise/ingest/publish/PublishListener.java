package io.widthwise.ingest.publish;

/** Told of each frame that the broker has, for accounting. */
@FunctionalInterface
public interface PublishListener {
  PublishListener NONE = frame -> {};

  /** Called in the producer's thread, so it must be quick and must not throw. */
  void acknowledged(PublishedFrame frame);

  /**
   * A frame that the broker has.
   *
   * @param frameId its identity, as results will name it
   * @param cameraId its camera
   * @param partition partition of the topic published to
   * @param offset offset in that partition
   * @param payloadBytes size of its picture, bytes
   */
  record PublishedFrame(
      String frameId, String cameraId, int partition, long offset, int payloadBytes) {}
}
