package io.widthwise.inference.schedule;

import io.widthwise.schemas.FrameEncoding;

/**
 * What decoding costs a pixel of the frame, learned for each encoding and each scale of decoding
 * (1/1, 1/2, 1/4, 1/8), since a frame's own size decides most of it and the model's input little.
 * Exponentially weighted mean.
 */
final class DecodeCosts {
  private static final double WEIGHT_OF_NEWEST = 0.1;
  private static final int SCALES = 4;

  private final double[][] nanosPerPixel = new double[FrameEncoding.values().length][SCALES];
  private double fallbackNanosPerPixel;

  /**
   * @param fallbackNanosPerPixel assumed until a frame of the kind was seen
   */
  DecodeCosts(double fallbackNanosPerPixel) {
    this.fallbackNanosPerPixel = fallbackNanosPerPixel;
  }

  double predictMicros(QueuedFrame<?> frame, int scaleLog2) {
    double known = nanosPerPixel[frame.encoding().ordinal()][scaleLog2];
    return pixels(frame) * (known > 0 ? known : fallbackNanosPerPixel) / 1e3;
  }

  void observe(QueuedFrame<?> frame, int scaleLog2, long decodeMicros) {
    double[] ofEncoding = nanosPerPixel[frame.encoding().ordinal()];
    double observed = decodeMicros * 1e3 / Math.max(1, pixels(frame));
    double known = ofEncoding[scaleLog2];
    ofEncoding[scaleLog2] = known > 0 ? known + WEIGHT_OF_NEWEST * (observed - known) : observed;
    fallbackNanosPerPixel = ofEncoding[scaleLog2];
  }

  private static double pixels(QueuedFrame<?> frame) {
    return (double) frame.width() * frame.height();
  }
}
