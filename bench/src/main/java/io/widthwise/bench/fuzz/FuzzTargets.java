package io.widthwise.bench.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The readers that can be fuzzed, by name. */
final class FuzzTargets {
  static final List<String> NAMES =
      List.of("jpeg", "png", "mcap", "avro", "tflite", "ladder", "envelope");

  private FuzzTargets() {}

  /**
   * Opens a target.
   *
   * @param folder for files that its reader needs
   */
  static FuzzTarget open(String name, Path folder) throws IOException {
    return switch (name) {
      case "jpeg" -> PictureTarget.jpeg();
      case "png" -> PictureTarget.png();
      case "mcap" -> new McapTarget(folder);
      case "avro" -> new AvroTarget();
      case "tflite" -> new TfliteTarget();
      case "ladder" -> new LadderTarget(folder);
      case "envelope" -> new EnvelopeTarget();
      default ->
          throw new IllegalArgumentException(
              "there is no target '%s'; there are %s".formatted(name, String.join(", ", NAMES)));
    };
  }
}
