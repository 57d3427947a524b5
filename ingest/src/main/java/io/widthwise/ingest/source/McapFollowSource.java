package io.widthwise.ingest.source;

import io.widthwise.ingest.source.mcap.McapFollower;
import io.widthwise.ingest.source.mcap.McapMessage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The image topics of an MCAP recording that is still being written, in the order of the file. Ends
 * when the writer ends the recording. Capture times are log times; ones that go back are held at
 * the last.
 */
final class McapFollowSource implements FrameSource {
  private final Path file;
  private final Optional<String> onlyTopic;
  private final ImageMessages images;
  private final McapFollower recording;

  /**
   * Opens {@code file}.
   *
   * @param onlyTopic the one topic to read, whose camera then has the id that the options wish
   * @param fromStart whether to send what is in the file already, too
   */
  McapFollowSource(Path file, SourceOptions options, Optional<String> onlyTopic, boolean fromStart)
      throws SourceException {
    this.file = file;
    this.onlyTopic = onlyTopic;
    this.images = new ImageMessages(options, onlyTopic.isPresent());
    this.recording = new McapFollower(file, fromStart);
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException, InterruptedException {
    while (true) {
      Optional<McapMessage> message = recording.next();
      if (message.isEmpty()) {
        return Optional.empty();
      }
      String topic = message.get().channel().topic();
      if (ImageMessages.isImage(message.get().channel().schemaName())
          && onlyTopic.map(topic::equals).orElse(true)) {
        return Optional.of(images.frame(message.get(), file));
      }
    }
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public String description() {
    return "recording %s, as it grows".formatted(file);
  }

  @Override
  public void close() {
    recording.close();
  }
}
