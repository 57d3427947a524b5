package io.widthwise.models.network;

/**
 * Range of quantised values that a layer may yield.
 *
 * @param low smallest value, from 0
 * @param high largest value, to 255
 */
public record ClampRange(int low, int high) {
  /** Every byte: saturation alone does it. */
  public static final ClampRange FULL = new ClampRange(0, Quantization.MAX);

  public ClampRange {
    if (low < 0 || low > high || high > Quantization.MAX) {
      throw new IllegalArgumentException(
          "clamp must be a range in 0..255 but is %d..%d".formatted(low, high));
    }
  }
}
