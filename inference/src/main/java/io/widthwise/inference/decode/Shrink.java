package io.widthwise.inference.decode;

/** How a region is brought to the side wanted. */
enum Shrink {
  /** Bilinear between pixel centres. */
  LINEAR,
  /** Mean of the area that each target pixel covers; dearer, but lets nothing alias. */
  AREA;

  /** From this shrinking on, bilinear would leave out most pixels and alias. */
  private static final double AREA_FROM = 2.0;

  /** Chosen by the direction that shrinks less, since a JPEG comes close to the side in it. */
  static Shrink of(CropRegion region, int side) {
    double ratio = (double) Math.min(region.width(), region.height()) / side;
    return ratio >= AREA_FROM ? AREA : LINEAR;
  }
}
