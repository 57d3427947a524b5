package io.widthwise.inference.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;

/**
 * The versions of the bundle format. Version 1 is version 2 without {@code calibration}, so it is
 * read as a version 2 that calibrated nothing.
 */
final class FormatVersion {
  private static final int FIRST = 1;
  private static final String FIELD = "formatVersion";
  private static final String CALIBRATION = "calibration";

  private FormatVersion() {}

  /** Before anything else: of an unknown version nothing else can be said. */
  static int of(Path file, JsonNode tree) throws InvalidBundleException {
    JsonNode version = tree.path(FIELD);
    if (version.isInt()
        && version.intValue() >= FIRST
        && version.intValue() <= Ladder.FORMAT_VERSION) {
      return version.intValue();
    }
    String remedy =
        version.isIntegralNumber() && version.asLong() > Ladder.FORMAT_VERSION
            ? "use the newer release that wrote it"
            : "make the bundle again";
    throw new InvalidBundleException(
        file,
        FIELD,
        "this release reads format versions %d to %d but the bundle has %s; %s"
            .formatted(
                FIRST, Ladder.FORMAT_VERSION, version.isMissingNode() ? "none" : version, remedy));
  }

  /** Turns a manifest of {@code version} into the newest version's, in place. */
  static JsonNode upgrade(Path file, JsonNode tree, int version) throws InvalidBundleException {
    if (version == Ladder.FORMAT_VERSION) {
      return tree;
    }
    ((ObjectNode) tree).put(FIELD, Ladder.FORMAT_VERSION);
    JsonNode variants = tree.path("variants");
    for (int i = 0; i < variants.size(); i++) {
      if (variants.get(i) instanceof ObjectNode variant) {
        if (variant.has(CALIBRATION)) {
          throw new InvalidBundleException(
              file,
              "variants[%d].%s".formatted(i, CALIBRATION),
              "is unknown to format version %d; write formatVersion %d"
                  .formatted(version, Ladder.FORMAT_VERSION));
        }
        variant.putNull(CALIBRATION);
      }
    }
    return tree;
  }

  /** Names of fields that {@code version} did not have yet. */
  static Set<String> fieldsAfter(int version) {
    return version < Ladder.FORMAT_VERSION ? Set.of(CALIBRATION) : Set.of();
  }
}
