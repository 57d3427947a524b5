package io.widthwise.ingest.source;

import io.widthwise.ingest.source.mcap.McapFile;
import io.widthwise.ingest.source.mcap.McapMessage;
import io.widthwise.ingest.source.ros.MalformedMessageException;
import io.widthwise.ingest.source.ros.RosImage;
import io.widthwise.ingest.source.ros.RosImages;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ROS 2 image topics of an MCAP recording, one camera a topic, in log-time order.
 *
 * <p>Capture times are log times: they order all cameras by one clock and never go back, which the
 * stamps of camera drivers do not promise. Driver stamp, coordinate frame and topic travel as the
 * attributes {@code ros.stamp-nanos}, {@code ros.frame-id} and {@code ros.topic}. Messages of other
 * schemas are counted and logged at the end.
 */
final class McapSource implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger(McapSource.class);

  private final Path file;
  private final SourceOptions options;
  private final McapFile recording;
  private final Map<String, Long> nextSequence = new HashMap<>();
  private final Map<String, Long> ignoredByTopic = new TreeMap<>();
  private boolean ended;

  McapSource(Path file, SourceOptions options) throws SourceException {
    this.file = file;
    this.options = options;
    this.recording = new McapFile(file);
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException {
    while (!ended) {
      Optional<McapMessage> message = recording.next();
      if (message.isEmpty()) {
        end();
      } else if (RosImages.isImage(message.get().channel().schemaName())) {
        return Optional.of(frame(message.get()));
      } else {
        ignoredByTopic.merge(message.get().channel().topic(), 1L, Long::sum);
      }
    }
    return Optional.empty();
  }

  /** Messages that were no pictures so far, by topic. */
  Map<String, Long> ignoredByTopic() {
    return Map.copyOf(ignoredByTopic);
  }

  private void end() throws SourceException {
    ended = true;
    if (nextSequence.isEmpty()) {
      throw new SourceException(
          "the recording %s has no message of %s or %s; its topics are %s"
              .formatted(
                  file, RosImages.COMPRESSED_IMAGE, RosImages.IMAGE, ignoredByTopic.keySet()));
    }
    if (!ignoredByTopic.isEmpty()) {
      LOG.info("{} also holds messages that are no pictures: {}", file, ignoredByTopic);
    }
  }

  private SourceFrame frame(McapMessage message) throws SourceException {
    requireCdr(message);
    RosImage image;
    try {
      image = RosImages.decode(message.channel().schemaName(), message.data());
    } catch (MalformedMessageException e) {
      throw unreadable(message, e.getMessage(), e);
    }
    String cameraId = CameraIds.ofOneAmongSeveral(message.channel().topic(), options.cameraId());
    ImageHeader header = sizeOf(image, message);
    return new SourceFrame(
        cameraId,
        nextSequence.merge(cameraId, 1L, Long::sum) - 1,
        message.logTime(),
        header.encoding(),
        header.width(),
        header.height(),
        image.payload(),
        Map.of(
            "ros.topic", message.channel().topic(),
            "ros.frame-id", image.frameId(),
            "ros.stamp-nanos", Long.toString(image.stampNanos())));
  }

  private ImageHeader sizeOf(RosImage image, McapMessage message) throws SourceException {
    ImageHeader claimed = new ImageHeader(image.encoding(), image.width(), image.height());
    if (!message.channel().schemaName().equals(RosImages.COMPRESSED_IMAGE)) {
      return claimed;
    }
    try {
      return ImageHeader.read(image.payload());
    } catch (MalformedImageException e) {
      if (options.onUnreadable() == OnUnreadable.SEND_AS_IS) {
        return claimed;
      }
      throw unreadable(message, "it is not a whole image: " + e.getMessage(), e);
    }
  }

  private void requireCdr(McapMessage message) throws SourceException {
    String encoding = message.channel().messageEncoding();
    if (!encoding.equals("cdr")) {
      throw unreadable(message, "it is encoded as '%s' instead of cdr".formatted(encoding), null);
    }
  }

  private SourceException unreadable(McapMessage message, String why, Exception cause) {
    return new SourceException(
        "the message of topic %s at %s (byte %d) of %s cannot be sent as a frame: %s"
            .formatted(
                message.channel().topic(), message.logTime(), message.fileOffset(), file, why),
        cause);
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public String description() {
    return "recording " + file;
  }

  @Override
  public void close() {
    ended = true;
    recording.close();
  }
}
