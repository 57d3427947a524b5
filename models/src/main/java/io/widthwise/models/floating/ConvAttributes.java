package io.widthwise.models.floating;

import java.util.Map;

/** A convolution's geometry as ONNX attributes. */
public final class ConvAttributes {
  private ConvAttributes() {}

  /** Returns group, kernel shape, pads and strides, of Conv as of QLinearConv. */
  public static Map<String, Object> of(FloatConvolution layer) {
    return Map.of(
        "group", layer.depthwise() ? (long) layer.inputs() : 1L,
        "kernel_shape", new long[] {layer.kernel(), layer.kernel()},
        "pads", new long[] {layer.padTop(), layer.padLeft(), layer.padBottom(), layer.padRight()},
        "strides", new long[] {layer.stride(), layer.stride()});
  }
}
