package io.widthwise.schemas;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a camera id so that it can be part of a topic's name.
 *
 * <p>Kafka takes letters, digits, dots, underscores and dashes, but no two topics whose names
 * differ only in dots and underscores. So letters, digits and dashes stand for themselves, and
 * every other byte of the id's UTF-8 becomes an underscore and two upper-case hexadecimal digits:
 * {@code front_camera/image} becomes {@code front_5Fcamera_2Fimage}. Different ids have different
 * names, none of which holds a dot.
 */
public final class CameraTopicName {
  /** What {@link #encode} writes; more than can be {@link #decode decoded}. */
  static final String CHARACTERS = "[A-Za-z0-9_-]+";

  private static final Pattern ENCODED = Pattern.compile("(?:[A-Za-z0-9-]|_[0-9A-F]{2})+");

  private CameraTopicName() {}

  /** The name of camera {@code cameraId}. */
  public static String encode(String cameraId) {
    StringBuilder name = new StringBuilder();
    for (byte each : cameraId.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(each)) {
        name.append((char) each);
      } else {
        name.append(String.format(Locale.ROOT, "_%02X", each));
      }
    }
    return name.toString();
  }

  /** The camera that {@code name} stands for; empty if it is not what {@link #encode} writes. */
  public static Optional<String> decode(String name) {
    if (!ENCODED.matcher(name).matches()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '_') {
        bytes.write(Integer.parseInt(name, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(name.charAt(i));
      }
    }
    String cameraId = bytes.toString(StandardCharsets.UTF_8);
    // One name for each camera: not 'a' written as '_61', nor bytes that are no UTF-8.
    return Optional.of(cameraId).filter(id -> encode(id).equals(name));
  }

  private static boolean isPlain(byte each) {
    return each >= 'a' && each <= 'z'
        || each >= 'A' && each <= 'Z'
        || each >= '0' && each <= '9'
        || each == '-';
  }
}
