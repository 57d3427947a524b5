package io.widthwise.models.evaluate;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Images for fitting temperatures and as many others for testing them, drawn at random so that
 * neither half follows the order of the images, but the same ones every time.
 *
 * @param fitting images to fit on
 * @param testing images to test on; none of them is fitted on
 */
record Halves(BitSet fitting, BitSet testing) {
  /** Fewer images say nothing about a temperature. */
  static final int LEAST_IMAGES = 20;

  /** What all variants' probabilities may take together: 64 MiB. */
  private static final int FLOATS = 1 << 24;

  private static final long SEED = 1;

  /** Draws the halves; both are empty where there are fewer than {@value #LEAST_IMAGES} images. */
  static Halves of(int images, int classes, int variants) {
    BitSet fitting = new BitSet(images);
    BitSet testing = new BitSet(images);
    if (images >= LEAST_IMAGES) {
      int affordable = (int) Math.max(LEAST_IMAGES, (long) FLOATS / ((long) classes * variants));
      int half = Math.min(images, affordable) / 2;
      int[] order = shuffled(images);
      for (int i = 0; i < half; i++) {
        fitting.set(order[i]);
        testing.set(order[half + i]);
      }
    }
    return new Halves(fitting, testing);
  }

  private static int[] shuffled(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
