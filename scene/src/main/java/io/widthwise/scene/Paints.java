package io.widthwise.scene;

import java.util.SplittableRandom;

/** Arithmetic on 0xRRGGBB colours. */
final class Paints {

  private Paints() {}

  static int of(double red, double green, double blue) {
    return channel(red) << 16 | channel(green) << 8 | channel(blue);
  }

  static int scaled(int rgb, double red, double green, double blue) {
    return of((rgb >> 16 & 255) * red, (rgb >> 8 & 255) * green, (rgb & 255) * blue);
  }

  static int mixed(int rgb, int other, double share) {
    return of(
        (rgb >> 16 & 255) * (1 - share) + (other >> 16 & 255) * share,
        (rgb >> 8 & 255) * (1 - share) + (other >> 8 & 255) * share,
        (rgb & 255) * (1 - share) + (other & 255) * share);
  }

  /** A greyish colour of the given brightness with a slight cast. */
  static int dull(SplittableRandom random, double darkest, double brightest, double cast) {
    double grey = random.nextDouble(darkest, brightest);
    return of(
        grey * (1 + cast * random.nextDouble(-1, 1)),
        grey * (1 + cast * random.nextDouble(-1, 1)),
        grey * (1 + cast * random.nextDouble(-1, 1)));
  }

  private static int channel(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
