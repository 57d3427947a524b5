package io.widthwise.models.train;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * How pictures are varied besides the choice of a window.
 *
 * @param mirror whether half of the pictures are mirrored; wrong where left and right differ, as in
 *     a sign that says where to turn
 * @param light largest relative change of brightness, in [0, 1)
 * @param contrast largest relative change of contrast, in [0, 1)
 */
public record Augmentation(boolean mirror, double light, double contrast) {
  /** For pictures that vary enough, as the synthetic camera's do. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0);

  private static final int CHANNELS = 3;
  private static final int VALUES = 256;
  private static final double GREY = 127.5;

  public Augmentation {
    if (!(light >= 0 && light < 1) || !(contrast >= 0 && contrast < 1)) {
      throw new IllegalArgumentException(
          "changes of light and contrast must be in [0, 1) but are %s and %s"
              .formatted(light, contrast));
    }
  }

  /** Varies the square picture of {@code side} pixels that begins at byte {@code from}. */
  void apply(SplittableRandom random, ByteBuffer pixels, int from, int side) {
    if (mirror && random.nextBoolean()) {
      for (int row = 0; row < side; row++) {
        mirrorRow(pixels, from + row * side * CHANNELS, side);
      }
    }
    if (light > 0 || contrast > 0) {
      byte[] table = table(between(random, light), between(random, contrast));
      int end = from + side * side * CHANNELS;
      for (int at = from; at < end; at++) {
        pixels.put(at, table[Byte.toUnsignedInt(pixels.get(at))]);
      }
    }
  }

  private static double between(SplittableRandom random, double change) {
    return 1 + change * (2 * random.nextDouble() - 1);
  }

  private static byte[] table(double light, double contrast) {
    byte[] table = new byte[VALUES];
    for (int value = 0; value < VALUES; value++) {
      double changed = ((value - GREY) * contrast + GREY) * light;
      table[value] = (byte) Math.round(Math.max(0, Math.min(VALUES - 1, changed)));
    }
    return table;
  }

  private static void mirrorRow(ByteBuffer pixels, int from, int side) {
    for (int left = 0, right = side - 1; left < right; left++, right--) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        int a = from + left * CHANNELS + channel;
        int b = from + right * CHANNELS + channel;
        byte swapped = pixels.get(a);
        pixels.put(a, pixels.get(b));
        pixels.put(b, swapped);
      }
    }
  }
}
