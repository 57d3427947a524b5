package io.widthwise.ingest.admission;

import java.util.Locale;

/** Which topics are admitted from. */
public enum CameraTopicRule {
  /** The one that all cameras share. */
  OFF,
  /** The shared one and each camera's own. */
  ALLOWED,
  /** Only each camera's own; what comes on the shared one goes to quarantine. */
  REQUIRED;

  /** Reads an option's value, such as {@code required}. */
  public static CameraTopicRule of(String text) {
    for (CameraTopicRule each : values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "topics of single cameras can be off, allowed or required, not '%s'".formatted(text));
  }
}
