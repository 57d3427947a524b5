package io.widthwise.inference.decode;

import io.widthwise.inference.bundle.Resize;

/**
 * The central part of a picture that the network sees, pixels of that picture.
 *
 * @param x left edge
 * @param y upper edge
 * @param width at least 1
 * @param height at least 1
 */
public record CropRegion(int x, int y, int width, int height) {
  /** Returns the part of a {@code width x height} picture that {@code resize} asks for. */
  public static CropRegion of(int width, int height, Resize resize) {
    int cropWidth;
    int cropHeight;
    switch (resize.fit()) {
      case STRETCH -> {
        cropWidth = share(width, resize);
        cropHeight = share(height, resize);
      }
      case CENTRE_CROP -> {
        cropWidth = share(Math.min(width, height), resize);
        cropHeight = cropWidth;
      }
      default -> throw new IllegalArgumentException("No crop is defined for " + resize.fit());
    }
    return new CropRegion(
        (width - cropWidth) / 2, (height - cropHeight) / 2, cropWidth, cropHeight);
  }

  private static int share(int length, Resize resize) {
    return (int) Math.max(1, Math.round(length * resize.cropShare()));
  }
}
