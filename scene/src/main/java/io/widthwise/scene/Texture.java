package io.widthwise.scene;

import java.util.SplittableRandom;

/** Stains, grain and unevenness of surfaces, added to interleaved BGR bytes in place. */
final class Texture {

  private static final int SIZE = 256;
  private static final byte[] TILE = tile();

  private Texture() {}

  static void add(byte[] pixels, int width, int height, SplittableRandom random) {
    int side = Math.min(width, height);
    int step = (int) (65536 * random.nextDouble(0.4, 2) * SIZE / side);
    int amplitude = random.nextInt(10, 90);
    int x0 = random.nextInt(SIZE) << 16;
    int y = random.nextInt(SIZE) << 16;
    int i = 0;
    for (int row = 0; row < height; row++) {
      int base = (y >> 16 & SIZE - 1) * SIZE;
      int x = x0;
      for (int column = 0; column < width; column++) {
        int delta = TILE[base + (x >> 16 & SIZE - 1)] * amplitude >> 8;
        pixels[i] = clamp((pixels[i] & 255) + delta);
        pixels[i + 1] = clamp((pixels[i + 1] & 255) + delta);
        pixels[i + 2] = clamp((pixels[i + 2] & 255) + delta);
        i += 3;
        x += step;
      }
      y += step;
    }
  }

  private static byte clamp(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  /** Value noise of several octaves that repeats seamlessly. */
  private static byte[] tile() {
    SplittableRandom random = new SplittableRandom(7);
    double[] sum = new double[SIZE * SIZE];
    for (int cells = 4; cells <= 128; cells *= 2) {
      double[] grid = random.doubles((long) cells * cells, -1, 1).toArray();
      double weight = 70.0 / Math.sqrt(cells / 4.0);
      for (int i = 0; i < sum.length; i++) {
        double x = (i % SIZE) * (double) cells / SIZE;
        double y = (i / SIZE) * (double) cells / SIZE;
        int xi = (int) x;
        int yi = (int) y;
        int xn = (xi + 1) % cells;
        int yn = (yi + 1) % cells;
        double fx = x - xi;
        double fy = y - yi;
        double upper = grid[yi * cells + xi] * (1 - fx) + grid[yi * cells + xn] * fx;
        double lower = grid[yn * cells + xi] * (1 - fx) + grid[yn * cells + xn] * fx;
        sum[i] += weight * (upper * (1 - fy) + lower * fy);
      }
    }
    byte[] tile = new byte[sum.length];
    for (int i = 0; i < tile.length; i++) {
      tile[i] = (byte) Math.max(-127, Math.min(127, Math.round(sum[i])));
    }
    return tile;
  }
}
