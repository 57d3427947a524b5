package io.widthwise.ingest.source;

import io.widthwise.ingest.source.foxglove.FoxgloveConnection;
import io.widthwise.ingest.source.mcap.McapMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * An image topic of a robot behind a Foxglove WebSocket server, such as ROS 2's {@code
 * foxglove_bridge}; needs no ROS here. Capture times are the server's; ones that go back are held
 * at the last.
 */
final class FoxgloveSource implements FrameSource {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final SourceSpec spec;
  private final String topic;
  private final ImageMessages images;
  private FoxgloveConnection connection;
  private volatile boolean closed;

  FoxgloveSource(SourceSpec spec, SourceOptions options) {
    this.spec = spec;
    this.topic = Optional.ofNullable(spec.uri().getPath()).orElse("");
    this.images = new ImageMessages(options, true);
  }

  @Override
  public void awaitReady() throws SourceException, InterruptedException {
    if (connection != null || closed) {
      return;
    }
    FoxgloveConnection opened;
    try {
      opened = FoxgloveConnection.open(server(), topic, spec.timeout(SILENCE));
    } catch (IOException e) {
      throw new SourceException(
          "the Foxglove server of %s cannot be reached: %s".formatted(spec, e.getMessage()), e);
    }
    synchronized (this) {
      connection = opened;
      if (closed) {
        opened.close();
      }
    }
  }

  private URI server() {
    String scheme = spec.address().startsWith("foxglove+tls:") ? "wss" : "ws";
    URI uri = spec.uri();
    return URI.create(scheme + "://" + uri.getRawAuthority() + "/");
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException, InterruptedException {
    awaitReady();
    if (closed) {
      return Optional.empty();
    }
    Optional<McapMessage> message;
    try {
      message = connection.next();
    } catch (IOException e) {
      String topics = images.none() ? "; it has offered the topics " + connection.advertised() : "";
      throw new SourceException(
          "topic %s of %s was lost: %s%s".formatted(topic, spec, e.getMessage(), topics), e);
    }
    return message.isEmpty() ? Optional.empty() : Optional.of(frame(message.get()));
  }

  private SourceFrame frame(McapMessage message) throws SourceException {
    String schema = message.channel().schemaName();
    if (!ImageMessages.isImage(schema)) {
      throw new SourceException(
          "topic %s of %s is %s; %s are served"
              .formatted(topic, spec, schema, ImageMessages.SCHEMAS));
    }
    String place =
        "the message of topic %s at %s from %s".formatted(topic, message.logTime(), spec);
    return images.frame(message.channel(), message.logTime(), message.data(), place);
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public String description() {
    return "topic %s of %s".formatted(topic, spec);
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      if (connection != null) {
        connection.close();
      }
    }
  }
}
