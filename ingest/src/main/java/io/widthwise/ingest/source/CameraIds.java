package io.widthwise.ingest.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes camera ids that admission accepts out of file and topic names. */
public final class CameraIds {
  private static final int MAX_CHARS = 128;
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._:/-]{1," + MAX_CHARS + "}");
  private static final Pattern ILLEGAL_RUN = Pattern.compile("[^A-Za-z0-9._:/-]+");

  private CameraIds() {}

  /**
   * Checks that admission would accept {@code cameraId}.
   *
   * @throws IllegalArgumentException if not; says what is accepted
   */
  public static void requireLegal(String cameraId) {
    if (!LEGAL.matcher(cameraId).matches()) {
      throw new IllegalArgumentException(
          "a camera id must be 1 to %d letters, digits or ._:/- but is '%s'"
              .formatted(MAX_CHARS, cameraId));
    }
  }

  /** Id for the one camera of {@code file}: the wish, or else the file's name without extension. */
  static String ofFile(Path file, Optional<String> wish) {
    String name = file.toAbsolutePath().normalize().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return wish.orElseGet(() -> legalise(dot > 0 ? name.substring(0, dot) : name));
  }

  /** Id for one of several cameras: its own name, after the wished prefix and a slash. */
  static String ofOneAmongSeveral(String name, Optional<String> prefix) {
    return legalise(prefix.map(given -> given + "/").orElse("") + stripLeadingSlashes(name));
  }

  /** Id for the one camera at {@code uri}: the wish, or else its host. */
  static String ofHost(URI uri, Optional<String> wish) {
    return wish.orElseGet(() -> legalise(uri.getHost()));
  }

  private static String stripLeadingSlashes(String topic) {
    return topic.replaceFirst("^/+", "");
  }

  private static String legalise(String name) {
    String legal = ILLEGAL_RUN.matcher(name).replaceAll("-");
    String cut = legal.length() > MAX_CHARS ? legal.substring(0, MAX_CHARS) : legal;
    return cut.isEmpty() ? "camera" : cut;
  }
}
