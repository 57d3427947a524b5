package io.widthwise.ingest.source;

import io.widthwise.ingest.source.mcap.McapChannel;
import io.widthwise.ingest.source.mcap.McapMessage;
import io.widthwise.ingest.source.ros.FoxgloveImages;
import io.widthwise.ingest.source.ros.MalformedMessageException;
import io.widthwise.ingest.source.ros.RosImage;
import io.widthwise.ingest.source.ros.RosImages;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes frames out of the image messages of robots, one camera a topic. Recordings and live
 * connections carry the same messages.
 */
final class ImageMessages {
  static final String SCHEMAS =
      String.join(
          ", ", RosImages.COMPRESSED_IMAGE, RosImages.IMAGE, FoxgloveImages.COMPRESSED_IMAGE);

  private final SourceOptions options;
  private final boolean singleCamera;
  private final Map<String, Long> nextSequence = new HashMap<>();
  private final Map<String, Instant> lastTime = new HashMap<>();

  /**
   * Nothing decoded yet.
   *
   * @param singleCamera whether only one topic is read, whose camera has the wished id as it is
   */
  ImageMessages(SourceOptions options, boolean singleCamera) {
    this.options = options;
    this.singleCamera = singleCamera;
  }

  static boolean isImage(String schemaName) {
    return RosImages.isImage(schemaName) || FoxgloveImages.isImage(schemaName);
  }

  /** Whether no frame was made so far. */
  boolean none() {
    return nextSequence.isEmpty();
  }

  /**
   * Decodes a message of an image schema.
   *
   * @param time when it was logged; times that go back are held at the last
   * @param place where the message is, for errors
   * @throws SourceException if it is no image that is served
   */
  SourceFrame frame(McapChannel channel, Instant time, ByteBuffer data, String place)
      throws SourceException {
    RosImage image = decode(channel, data, place);
    String cameraId =
        singleCamera && options.cameraId().isPresent()
            ? options.cameraId().get()
            : CameraIds.ofOneAmongSeveral(channel.topic(), options.cameraId());
    ImageHeader header = sizeOf(image, place);
    Instant captureTime =
        lastTime.merge(cameraId, time, (last, now) -> now.isBefore(last) ? last : now);
    return new SourceFrame(
        cameraId,
        nextSequence.merge(cameraId, 1L, Long::sum) - 1,
        captureTime,
        header.encoding(),
        header.width(),
        header.height(),
        image.payload(),
        Map.of(
            "ros.topic", channel.topic(),
            "ros.frame-id", image.frameId(),
            "ros.stamp-nanos", Long.toString(image.stampNanos())));
  }

  /** The same of a message in a recording; errors tell where in {@code file} it is. */
  SourceFrame frame(McapMessage message, Path file) throws SourceException {
    String place =
        "the message of topic %s at %s (byte %d) of %s"
            .formatted(message.channel().topic(), message.logTime(), message.fileOffset(), file);
    return frame(message.channel(), message.logTime(), message.data(), place);
  }

  private static RosImage decode(McapChannel channel, ByteBuffer data, String place)
      throws SourceException {
    boolean protobuf = FoxgloveImages.isImage(channel.schemaName());
    String expected = protobuf ? "protobuf" : "cdr";
    if (!channel.messageEncoding().equals(expected)) {
      throw unreadable(
          place,
          "it is encoded as '%s' instead of %s".formatted(channel.messageEncoding(), expected),
          null);
    }
    try {
      return protobuf ? FoxgloveImages.decode(data) : RosImages.decode(channel.schemaName(), data);
    } catch (MalformedMessageException e) {
      throw unreadable(place, e.getMessage(), e);
    }
  }

  private ImageHeader sizeOf(RosImage image, String place) throws SourceException {
    ImageHeader claimed = new ImageHeader(image.encoding(), image.width(), image.height());
    if (!image.compressed()) {
      return claimed;
    }
    try {
      return ImageHeader.read(image.payload());
    } catch (MalformedImageException e) {
      if (options.onUnreadable() == OnUnreadable.SEND_AS_IS) {
        return claimed;
      }
      throw unreadable(place, "it is not a whole image: " + e.getMessage(), e);
    }
  }

  private static SourceException unreadable(String place, String why, Exception cause) {
    return new SourceException("%s cannot be sent as a frame: %s".formatted(place, why), cause);
  }
}
