package io.widthwise.inference.bundle;

import java.util.Arrays;

/**
 * A variant to be written: its description and its graph.
 *
 * @param variant description, whose hash is the graph's
 * @param onnx serialised ONNX model
 */
@SuppressWarnings("ArrayRecordComponent") // a graph of some megabytes, compared by nobody
public record Rung(VariantSpec variant, byte[] onnx) {
  public Rung {
    Require.present("variant", variant);
    Require.present("onnx", onnx);
    String actual = Sha256.hex(onnx);
    if (!actual.equals(variant.sha256())) {
      throw new IllegalArgumentException(
          "%s says SHA-256 %s but its graph has %s"
              .formatted(variant.fullName(), variant.sha256(), actual));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rung rung
        && variant.equals(rung.variant)
        && Arrays.equals(onnx, rung.onnx);
  }

  @Override
  public int hashCode() {
    return variant.hashCode();
  }
}
