package io.widthwise.inference.decode;

import io.widthwise.inference.bundle.Resize;
import java.awt.image.BufferedImage;

/** Pictures as bytes, and how far two are apart. */
final class Pixels {
  private Pixels() {}

  static byte[] rgb(BufferedImage image) {
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return rgb;
  }

  /** Samples 8 x 8 points of each target pixel: slow, and simple enough to trust. */
  static byte[] boxScaled(BufferedImage image, int side, Resize resize) {
    CropRegion region = CropRegion.of(image.getWidth(), image.getHeight(), resize);
    byte[] scaled = new byte[side * side * 3];
    int taps = 8;
    for (int i = 0; i < side * side; i++) {
      int[] sum = new int[3];
      for (int tap = 0; tap < taps * taps; tap++) {
        double u = (i % side + (tap % taps + 0.5) / taps) / side;
        double v = (i / side + (tap / taps + 0.5) / taps) / side;
        int pixel =
            image.getRGB(
                region.x() + (int) (u * region.width()), region.y() + (int) (v * region.height()));
        sum[0] += pixel >> 16 & 0xFF;
        sum[1] += pixel >> 8 & 0xFF;
        sum[2] += pixel & 0xFF;
      }
      for (int channel = 0; channel < 3; channel++) {
        scaled[3 * i + channel] = (byte) Math.round(sum[channel] / (double) (taps * taps));
      }
    }
    return scaled;
  }

  /** Peak signal to noise ratio, decibels; infinite for equal pictures. */
  static double psnr(byte[] a, byte[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      int difference = (a[i] & 0xFF) - (b[i] & 0xFF);
      squares += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255.0 * a.length / squares);
  }
}
