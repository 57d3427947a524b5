package io.widthwise.inference.schedule;

import io.widthwise.schemas.FrameEncoding;
import java.util.Arrays;

/**
 * What decoding costs a pixel of the frame, learned for each encoding and each scale of decoding
 * (1/1, 1/2, 1/4, 1/8), since a frame's own size decides most of it and the model's input little.
 * Exponentially weighted mean.
 */
final class DecodeCosts {
  private static final double WEIGHT_OF_NEWEST = 0.02;
  private static final int SCALES = 4;

  /**
   * A stall of the host is no cost of decoding: one sample counts for at most so many times more.
   */
  private static final double LARGEST_RISE = 1.5;

  private final double[][] nanosPerPixel = new double[FrameEncoding.values().length][SCALES];

  /**
   * @param initialNanosPerPixel assumed of every encoding and scale at first
   */
  DecodeCosts(double initialNanosPerPixel) {
    for (double[] ofEncoding : nanosPerPixel) {
      Arrays.fill(ofEncoding, initialNanosPerPixel);
    }
  }

  double predictMicros(QueuedFrame<?> frame, int scaleLog2) {
    return pixels(frame) * nanosPerPixel[frame.encoding().ordinal()][scaleLog2] / 1e3;
  }

  void observe(QueuedFrame<?> frame, int scaleLog2, double decodeMicros) {
    double[] ofEncoding = nanosPerPixel[frame.encoding().ordinal()];
    double known = ofEncoding[scaleLog2];
    double observed = Math.min(decodeMicros * 1e3 / pixels(frame), LARGEST_RISE * known);
    ofEncoding[scaleLog2] = known + WEIGHT_OF_NEWEST * (observed - known);
  }

  private static double pixels(QueuedFrame<?> frame) {
    return Math.max(1, (double) frame.width() * frame.height());
  }
}
