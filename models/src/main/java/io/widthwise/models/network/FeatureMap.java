package io.widthwise.models.network;

/**
 * What one layer hands to the next: uint8, {@code [N, height, width, channels]}.
 *
 * @param name unique in its network
 * @param height pixels
 * @param width pixels
 * @param channels features a pixel
 * @param quantization what the bytes stand for
 */
public record FeatureMap(
    String name, int height, int width, int channels, Quantization quantization) {

  public FeatureMap {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "%s must have at least one element but is %dx%dx%d"
              .formatted(name, height, width, channels));
    }
  }

  /** Returns the number of elements of one image. */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /** Returns whether this is one vector of features an image. */
  public boolean isVector() {
    return height == 1 && width == 1;
  }
}
