package io.widthwise.models.network;

/**
 * Affine quantisation of unsigned bytes: {@code real = scale * (q - zeroPoint)} (Jacob et al.,
 * arXiv 1712.05877, equation 1).
 *
 * @param scale real value of one step, positive and finite
 * @param zeroPoint the byte that stands for zero, 0 to 255
 */
public record Quantization(float scale, int zeroPoint) {
  /** Largest quantised value. */
  public static final int MAX = 255;

  public Quantization {
    if (!(scale > 0) || Float.isInfinite(scale)) {
      throw new IllegalArgumentException("scale must be positive and finite but is " + scale);
    }
    if (zeroPoint < 0 || zeroPoint > MAX) {
      throw new IllegalArgumentException("zero point must be 0 to 255 but is " + zeroPoint);
    }
  }
}
