package io.widthwise.inference.decode;

import io.widthwise.inference.bundle.Resize;

/**
 * Scale at which a JPEG is decoded. A JPEG holds blocks of 8 x 8 frequencies; the lowest 4 x 4, 2 x
 * 2 or 1 x 1 of them are the block at a half, quarter or eighth of its size, at a fraction of the
 * full transform's cost. A frame's decode time so depends on its size and on the side wanted.
 */
public enum DecodeScale {
  FULL(1),
  HALF(2),
  QUARTER(4),
  EIGHTH(8);

  private final int denominator;

  DecodeScale(int denominator) {
    this.denominator = denominator;
  }

  /**
   * Returns the smallest scale at which the part of a {@code width x height} JPEG that {@code
   * resize} asks for still has at least {@code side} pixels in both directions; {@link #FULL} if
   * none has.
   */
  public static DecodeScale forFrame(int width, int height, int side, Resize resize) {
    for (DecodeScale scale : new DecodeScale[] {EIGHTH, QUARTER, HALF}) {
      CropRegion region = CropRegion.of(scale.reduce(width), scale.reduce(height), resize);
      if (region.width() >= side && region.height() >= side) {
        return scale;
      }
    }
    return FULL;
  }

  /** Returns 1, 2, 4 or 8. */
  public int denominator() {
    return denominator;
  }

  /** Returns how many pixels {@code length} pixels become: decoders round up. */
  public int reduce(int length) {
    return (length + denominator - 1) / denominator;
  }
}
