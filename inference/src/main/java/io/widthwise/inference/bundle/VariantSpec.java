package io.widthwise.inference.bundle;

import java.math.BigDecimal;

/**
 * One rung of a ladder: a network of one width, resolution and precision, and what is known of it.
 *
 * @param family network family, for example {@code mobilenet-v1}
 * @param width width multiplier alpha (arXiv 1704.04861, section 3.3), in (0, 1]
 * @param resolution side of the square input, pixels
 * @param precision arithmetic of the graph
 * @param file ONNX file beside the manifest; variants that differ in resolution alone may share one
 *     whose graph leaves height and width open
 * @param sha256 of the file's bytes, lower-case hexadecimal
 * @param input the graph's input, {@code [N, resolution, resolution, 3]}
 * @param output the graph's output, {@code [N, classes]}
 * @param normalisation what the graph does to raw pixels
 * @param resize what part of a picture goes into the input
 * @param multiplyAdds multiply-adds of one inference
 * @param parameters weights and biases
 * @param accuracy as measured, or null where nobody measured it
 * @param calibration of the graph's probabilities, or null where they are not calibrated
 */
public record VariantSpec(
    String family,
    double width,
    int resolution,
    Precision precision,
    String file,
    String sha256,
    InputSpec input,
    OutputSpec output,
    Normalisation normalisation,
    Resize resize,
    long multiplyAdds,
    long parameters,
    Accuracy accuracy,
    Calibration calibration) {

  public VariantSpec {
    Require.text("family", family);
    Require.positiveShare("width", width);
    Require.positive("resolution", resolution);
    Require.present("precision", precision);
    Require.fileName("file", file);
    Require.sha256("sha256", sha256);
    Require.present("input", input);
    Require.present("output", output);
    Require.present("normalisation", normalisation);
    Require.present("resize", resize);
    Require.positive("multiplyAdds", multiplyAdds);
    Require.positive("parameters", parameters);
    if (input.height() != resolution || input.width() != resolution) {
      throw new IllegalArgumentException(
          "input must be %d x %d pixels as resolution says but is %d x %d"
              .formatted(resolution, resolution, input.width(), input.height()));
    }
  }

  /** Describes the graph {@code onnx}, unmeasured, under a file name made from what it is. */
  public static VariantSpec describe(
      byte[] onnx,
      String family,
      double width,
      int resolution,
      Precision precision,
      int classes,
      Normalisation normalisation,
      Resize resize,
      long multiplyAdds,
      long parameters) {
    Require.positiveShare("width", width);
    return new VariantSpec(
        family,
        width,
        resolution,
        precision,
        "%s_%s_%d_%s.onnx".formatted(family, decimal(width), resolution, precision.text()),
        Sha256.hex(onnx),
        InputSpec.square(resolution),
        OutputSpec.probabilities(classes),
        normalisation,
        resize,
        multiplyAdds,
        parameters,
        null,
        null);
  }

  /**
   * Returns width, resolution and precision as people and reports write them: {@code 0.5@160/int8},
   * {@code 1.0@224/fp32}.
   */
  public String key() {
    return "%s@%d/%s".formatted(decimal(width), resolution, precision.text());
  }

  /** Returns the family and the key: {@code mobilenet-v1 0.5@160/int8}, unique in a ladder. */
  public String fullName() {
    return family + " " + key();
  }

  /** Returns the same variant with its accuracy measured anew. */
  public VariantSpec withAccuracy(Accuracy measured) {
    return with(file, sha256, measured, calibration);
  }

  /** Returns the same variant whose graph yields calibrated probabilities. */
  public VariantSpec withCalibration(Calibration applied) {
    return with(file, sha256, accuracy, applied);
  }

  /** Returns the same variant in another file, for example one shared by several resolutions. */
  public VariantSpec withFile(String other) {
    return with(other, sha256, accuracy, calibration);
  }

  /** Returns the same variant of another graph that does the same, for example calibrated. */
  public VariantSpec withGraph(byte[] onnx) {
    return with(file, Sha256.hex(onnx), accuracy, calibration);
  }

  private VariantSpec with(String file, String sha256, Accuracy accuracy, Calibration calibration) {
    return new VariantSpec(
        family,
        width,
        resolution,
        precision,
        file,
        sha256,
        input,
        output,
        normalisation,
        resize,
        multiplyAdds,
        parameters,
        accuracy,
        calibration);
  }

  private static String decimal(double width) {
    BigDecimal shortest = BigDecimal.valueOf(width).stripTrailingZeros();
    return shortest.setScale(Math.max(1, shortest.scale())).toPlainString();
  }
}
