package io.widthwise.inference.decode;

import java.nio.ByteBuffer;

/**
 * Scales interleaved RGB pixels in plain Java, separably: each target row and column is a weighted
 * mean of source rows and columns. Pixel centres are at half coordinates, as OpenCV has them.
 */
final class Resampler {
  private static final int CHANNELS = 3;

  private Resampler() {}

  /**
   * Scales {@code region} of a picture to {@code side x side}.
   *
   * @param rgb rows of {@code width} pixels, red, green, blue
   * @param target written from index 0
   */
  static void scale(byte[] rgb, int width, CropRegion region, int side, ByteBuffer target) {
    Shrink method = Shrink.of(region, side);
    Weights columns = Weights.of(region.width(), side, method);
    Weights rows = Weights.of(region.height(), side, method);
    float[] narrow = new float[region.height() * side * CHANNELS];
    for (int y = 0; y < region.height(); y++) {
      int row = ((region.y() + y) * width + region.x()) * CHANNELS;
      for (int x = 0; x < side; x++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          float sum = 0;
          for (int i = 0; i < columns.count(x); i++) {
            int at = row + (columns.first(x) + i) * CHANNELS + channel;
            sum += columns.weight(x, i) * (rgb[at] & 0xFF);
          }
          narrow[(y * side + x) * CHANNELS + channel] = sum;
        }
      }
    }
    int rowSamples = side * CHANNELS;
    for (int y = 0; y < side; y++) {
      for (int sample = 0; sample < rowSamples; sample++) {
        float sum = 0;
        for (int i = 0; i < rows.count(y); i++) {
          sum += rows.weight(y, i) * narrow[(rows.first(y) + i) * rowSamples + sample];
        }
        target.put(y * rowSamples + sample, (byte) Math.min(255, Math.round(sum)));
      }
    }
  }

  /** For each target position the first source position that counts, and weights that add to 1. */
  private record Weights(int[] starts, float[][] values) {
    static Weights of(int source, int side, Shrink method) {
      int[] starts = new int[side];
      float[][] values = new float[side][];
      double ratio = (double) source / side;
      for (int i = 0; i < side; i++) {
        if (method == Shrink.AREA) {
          double from = i * ratio;
          double to = Math.min(source, from + ratio);
          int first = (int) from;
          int last = (int) Math.min(source - 1, Math.ceil(to) - 1);
          starts[i] = first;
          values[i] = new float[last - first + 1];
          for (int j = first; j <= last; j++) {
            double covered = Math.min(j + 1, to) - Math.max(j, from);
            values[i][j - first] = (float) (covered / (to - from));
          }
        } else {
          double centre = Math.max(0, Math.min(source - 1, (i + 0.5) * ratio - 0.5));
          int first = (int) Math.min(centre, Math.max(0, source - 2));
          double share = centre - first;
          starts[i] = first;
          values[i] =
              source == 1 ? new float[] {1} : new float[] {(float) (1 - share), (float) share};
        }
      }
      return new Weights(starts, values);
    }

    int first(int target) {
      return starts[target];
    }

    int count(int target) {
      return values[target].length;
    }

    float weight(int target, int i) {
      return values[target][i];
    }
  }
}
