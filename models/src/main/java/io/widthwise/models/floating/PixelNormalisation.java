package io.widthwise.models.floating;

/**
 * What is done to pixels of 0 to 255: {@code (pixel - mean) * scale}, a colour channel each.
 *
 * @param mean red, green, blue
 * @param scale red, green, blue; not zero
 */
@SuppressWarnings("ArrayRecordComponent") // three numbers that nobody changes or compares
public record PixelNormalisation(float[] mean, float[] scale) {
  /** Pixels as they are. */
  public static final PixelNormalisation NONE =
      new PixelNormalisation(new float[] {0, 0, 0}, new float[] {1, 1, 1});

  public PixelNormalisation {
    if (mean.length != FloatNetwork.COLOURS || scale.length != FloatNetwork.COLOURS) {
      throw new IllegalArgumentException(
          "mean and scale must have 3 values, red, green and blue, but have %d and %d"
              .formatted(mean.length, scale.length));
    }
    for (int i = 0; i < mean.length; i++) {
      if (!Float.isFinite(mean[i]) || !Float.isFinite(scale[i]) || scale[i] == 0) {
        throw new IllegalArgumentException(
            "mean and scale must be finite, scale not zero, but are %s and %s"
                .formatted(mean[i], scale[i]));
      }
    }
  }

  /** Returns this followed by multiplying by {@code factors}, one or one a channel. */
  PixelNormalisation times(float[] factors) {
    float[] product = scale.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factors[factors.length == 1 ? 0 : i];
    }
    return new PixelNormalisation(mean, product);
  }

  /** Returns this followed by subtracting {@code terms}, one or one a channel. */
  PixelNormalisation minus(float[] terms) {
    float[] sum = mean.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += terms[terms.length == 1 ? 0 : i] / scale[i];
    }
    return new PixelNormalisation(sum, scale);
  }
}
