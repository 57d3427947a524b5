package io.widthwise.models.network;

/** What is applied to a layer's result before it is quantised. */
public enum Activation {
  /** Nothing. */
  NONE,
  /** {@code min(max(x, 0), 6)}. */
  RELU6;

  /** Upper bound of {@link #RELU6}. */
  public static final float SIX = 6f;

  /** Returns the quantised range that this activation leaves, as TensorFlow Lite computes it. */
  public ClampRange clamp(Quantization output) {
    if (this == NONE) {
      return ClampRange.FULL;
    }
    int top = output.zeroPoint() + Math.round(SIX / output.scale());
    return new ClampRange(output.zeroPoint(), Math.min(Quantization.MAX, top));
  }
}
