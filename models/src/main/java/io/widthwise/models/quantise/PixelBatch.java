package io.widthwise.models.quantise;

/**
 * Pictures of one size.
 *
 * @param pixels uint8 RGB, {@code [images, height, width, 3]}
 */
@SuppressWarnings("ArrayRecordComponent") // pixels that nobody changes or compares
public record PixelBatch(byte[] pixels, int images, int height, int width) {

  public PixelBatch {
    if (images < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a batch must hold at least one pixel but is %d pictures of %dx%d"
              .formatted(images, width, height));
    }
    long expected = 3L * images * height * width;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "%d pictures of %dx%d have %d bytes but there are %d"
              .formatted(images, width, height, expected, pixels.length));
    }
  }

  /** Returns the bytes of one picture, a copy. */
  byte[] image(int index) {
    int each = pixels.length / images;
    byte[] image = new byte[each];
    System.arraycopy(pixels, index * each, image, 0, each);
    return image;
  }
}
