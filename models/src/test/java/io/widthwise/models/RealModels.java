package io.widthwise.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real material outside of the project; a test that needs it is skipped where it is absent. */
public final class RealModels {
  public static final String V1_QUARTER = "mobilenet_v1_0.25_128_quant.tflite";
  public static final String V1_HALF = "mobilenet_v1_0.5_160_quant.tflite";
  public static final String V1_THREE_QUARTERS = "mobilenet_v1_0.75_192_quant.tflite";
  public static final String V2_FULL = "mobilenet_v2_1.0_224_quant.tflite";
  public static final String EMBEDDING = "mobilenet_v1_1.0_224_quant_embedding_extractor.tflite";

  private RealModels() {}

  public static Path model(String name) {
    return required("models").resolve(name);
  }

  public static Path images() {
    return required("images");
  }

  private static Path required(String folder) {
    String data = System.getenv("WIDTHWISE_DATA");
    assumeTrue(
        data != null && Files.isDirectory(Path.of(data, folder)),
        "needs the real data: set WIDTHWISE_DATA to a folder with '%s' in it (now %s)"
            .formatted(folder, data));
    return Path.of(data, folder);
  }
}
