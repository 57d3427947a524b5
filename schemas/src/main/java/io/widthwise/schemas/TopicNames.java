package io.widthwise.schemas;

/**
 * Names of the pipeline's topics.
 *
 * @param prefix put before each name as it is, so it usually ends in a dot
 */
public record TopicNames(String prefix) {
  public static final String DEFAULT_PREFIX = "widthwise.";

  public TopicNames {
    if (!prefix.matches("[A-Za-z0-9._-]{0,200}")) {
      throw new IllegalArgumentException(
          "the topic prefix '%s' may hold only letters, digits, '.', '_' and '-', at most 200 of them"
              .formatted(prefix));
    }
  }

  /** Frames as cameras sent them: untrusted. */
  public String framesRaw() {
    return prefix + "frames.raw";
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
