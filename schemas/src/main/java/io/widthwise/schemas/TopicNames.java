package io.widthwise.schemas;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of the pipeline's topics.
 *
 * @param prefix put before each name as it is, so it usually ends in a dot
 */
public record TopicNames(String prefix) {
  public static final String DEFAULT_PREFIX = "widthwise.";

  /** Longest name that Kafka takes. */
  private static final int MAX_LENGTH = 249;

  public TopicNames {
    if (!prefix.matches("[A-Za-z0-9._-]{0,200}")) {
      throw new IllegalArgumentException(
          "the topic prefix '%s' may hold only letters, digits, '.', '_' and '-', at most 200 of them"
              .formatted(prefix));
    }
  }

  /**
   * Frames as cameras sent them: untrusted. Shared by all cameras that have no topic of their own.
   */
  public String framesRaw() {
    return prefix + "frames.raw";
  }

  /**
   * Frames as one camera sent them, which no other camera need be allowed to write.
   *
   * @throws IllegalArgumentException if the name would be too long for Kafka
   */
  public String framesRawOf(String cameraId) {
    String name = framesRaw() + "." + CameraTopicName.encode(cameraId);
    if (cameraId.isEmpty() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the camera '%s' cannot have a topic of its own: its name would have %d characters, and Kafka takes at most %d; use a shorter id or topic prefix"
              .formatted(cameraId, name.length(), MAX_LENGTH));
    }
    return name;
  }

  /** The camera whose own topic this is; empty for the shared topic and for any other. */
  public Optional<String> cameraOf(String topic) {
    String start = framesRaw() + ".";
    return topic.startsWith(start)
        ? CameraTopicName.decode(topic.substring(start.length()))
        : Optional.empty();
  }

  /** Whether {@code topic} carries untrusted frames, the shared one or a camera's own. */
  public boolean isFramesRaw(String topic) {
    return everyFramesRaw().matcher(topic).matches();
  }

  /** Matches the shared topic of untrusted frames and every camera's own. */
  public Pattern everyFramesRaw() {
    return Pattern.compile(
        Pattern.quote(framesRaw()) + "(?:\\." + CameraTopicName.CHARACTERS + ")?");
  }

  /** Admitted frames. */
  public String frames() {
    return prefix + "frames";
  }

  /** One outcome for each admitted frame. */
  public String results() {
    return prefix + "results";
  }

  /** What could not be read, byte for byte, with the reason in headers. */
  public String quarantine() {
    return prefix + "quarantine";
  }

  /** Model releases, compacted by family. */
  public String models() {
    return prefix + "models";
  }

  /** What lanes have made of model releases, compacted by family, release and lane. */
  public String modelsStatus() {
    return prefix + "models.status";
  }
}
