package io.widthwise.inference.bundle;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Variants whose graphs are a few bytes that no runtime would load: the format does not look. */
final class Variants {
  static final List<String> LABELS = List.of("cat", "dog", "café");

  private Variants() {}

  static byte[] graph(double width) {
    return ("graph of width " + width).getBytes(StandardCharsets.UTF_8);
  }

  static VariantSpec variant(double width, int resolution, Precision precision) {
    return VariantSpec.describe(
        graph(width),
        "net",
        width,
        resolution,
        precision,
        LABELS.size(),
        Normalisation.MINUS_ONE_TO_ONE,
        Resize.WHOLE,
        Math.max(1, Math.round(1e6 * width * resolution)),
        1000);
  }

  static VariantSpec measured(double width, int resolution, double top1) {
    return variant(width, resolution, Precision.INT8)
        .withAccuracy(new Accuracy(top1, 1.0, 100, "test"));
  }

  static Rung rung(double width, int resolution) {
    return new Rung(variant(width, resolution, Precision.INT8), graph(width));
  }
}
