package io.widthwise.ingest.source;

import io.widthwise.ingest.source.mcap.McapChannel;
import io.widthwise.ingest.source.mcap.McapFile;
import io.widthwise.ingest.source.mcap.McapMessage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image topics of an MCAP recording, one camera a topic, in log-time order.
 *
 * <p>Capture times are log times: they order all cameras by one clock and never go back, which the
 * stamps of camera drivers do not promise. Driver stamp, coordinate frame and topic travel as the
 * attributes {@code ros.stamp-nanos}, {@code ros.frame-id} and {@code ros.topic}. Messages of other
 * schemas are counted and logged at the end.
 */
final class McapSource implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger(McapSource.class);

  private final Path file;
  private final McapFile recording;
  private final Optional<String> onlyTopic;
  private final ImageMessages images;
  private final Map<String, Long> ignoredByTopic = new TreeMap<>();
  private boolean ended;

  McapSource(Path file, SourceOptions options) throws SourceException {
    this(file, options, Optional.empty());
  }

  /**
   * @param onlyTopic the one topic to read, whose camera then has the id that the options wish
   */
  McapSource(Path file, SourceOptions options, Optional<String> onlyTopic) throws SourceException {
    this.file = file;
    this.onlyTopic = onlyTopic;
    this.images = new ImageMessages(options, onlyTopic.isPresent());
    this.recording = new McapFile(file);
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException {
    while (!ended) {
      Optional<McapMessage> message = recording.next();
      if (message.isEmpty()) {
        end();
      } else if (isWanted(message.get().channel())) {
        return Optional.of(images.frame(message.get(), file));
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

  private boolean isWanted(McapChannel channel) {
    return ImageMessages.isImage(channel.schemaName())
        && onlyTopic.map(channel.topic()::equals).orElse(true);
  }

  private void end() throws SourceException {
    ended = true;
    if (images.none()) {
      throw new SourceException(
          "the recording %s has no message of %s%s; its topics are %s"
              .formatted(
                  file,
                  ImageMessages.SCHEMAS,
                  onlyTopic.map(topic -> " on topic " + topic).orElse(""),
                  ignoredByTopic.keySet()));
    }
    if (!ignoredByTopic.isEmpty()) {
      LOG.info("{} also holds messages that are not sent: {}", file, ignoredByTopic);
    }
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
