package io.widthwise.scene;

import java.util.Random;
import java.util.SplittableRandom;

/** What lens, light and sensor do to the picture. Works on interleaved BGR bytes in place. */
final class Sensor {

  private static final int NOISE_SIZE = 1 << 16;
  private static final int NOISE_DEVIATION = 32;
  private static final byte[] NOISE = noise();
  private static final int SOFTNESS = 64;

  private final int width;
  private final int height;
  private final int side;
  private final int[] rowGain;
  private final byte[] line;
  private final int[] sums;
  private final byte[] copy;

  Sensor(int width, int height) {
    this.width = width;
    this.height = height;
    this.side = Math.min(width, height);
    this.rowGain = new int[width];
    this.line = new byte[3 * width];
    this.sums = new int[3 * width];
    this.copy = new byte[3 * width * height];
  }

  /** Defocus or motion, at most a small share of the subject's size so that it stays readable. */
  void blur(byte[] pixels, SplittableRandom random, double subjectSize) {
    double kind = random.nextDouble();
    double strongest = Math.min(0.02 * subjectSize, 0.007);
    double exact = strongest * side * random.nextDouble(0.3, 1);
    int radius = (int) (exact + random.nextDouble());
    if (kind > 0.6 || radius == 0) {
      return;
    }
    if (kind < 0.45) {
      blurRows(pixels, radius);
    }
    if (kind > 0.15) {
      blurColumns(pixels, radius);
    }
  }

  private void blurRows(byte[] pixels, int radius) {
    if (2 * radius >= width) {
      return;
    }
    int factor = (1 << 16) / (2 * radius + 1);
    int last = 3 * (width - 1);
    for (int y = 0; y < height; y++) {
      int row = 3 * width * y;
      System.arraycopy(pixels, row, line, 0, line.length);
      for (int c = 0; c < 3; c++) {
        int sum = (line[c] & 255) * radius;
        for (int i = 0; i <= radius; i++) {
          sum += line[c + 3 * i] & 255;
        }
        for (int x = 0; x <= last; x += 3) {
          pixels[row + x + c] = (byte) (sum * factor + 32768 >> 16);
          int in = Math.min(x + 3 * (radius + 1), last);
          int out = Math.max(x - 3 * radius, 0);
          sum += (line[in + c] & 255) - (line[out + c] & 255);
        }
      }
    }
  }

  private void blurColumns(byte[] pixels, int radius) {
    if (2 * radius >= height) {
      return;
    }
    int factor = (1 << 16) / (2 * radius + 1);
    int stride = 3 * width;
    System.arraycopy(pixels, 0, copy, 0, copy.length);
    for (int i = 0; i < stride; i++) {
      int sum = (copy[i] & 255) * radius;
      for (int y = 0; y <= radius; y++) {
        sum += copy[i + y * stride] & 255;
      }
      sums[i] = sum;
    }
    for (int y = 0; y < height; y++) {
      int in = Math.min(y + radius + 1, height - 1) * stride;
      int out = Math.max(y - radius, 0) * stride;
      int at = y * stride;
      for (int i = 0; i < stride; i++) {
        int sum = sums[i];
        pixels[at + i] = (byte) (sum * factor + 32768 >> 16);
        sums[i] = sum + (copy[in + i] & 255) - (copy[out + i] & 255);
      }
    }
  }

  /**
   * Brightness, colour temperature, contrast, vignette, a shadow's edge and noise. Noise shrinks
   * with the picture as it would if a larger one were scaled down.
   */
  void expose(byte[] pixels, SplittableRandom random) {
    double exposure = Math.exp(random.nextDouble(Math.log(0.5), Math.log(1.3)));
    double warmth = random.nextDouble(-0.16, 0.16);
    double tint = random.nextDouble(-0.05, 0.05);
    double contrast = random.nextDouble(0.7, 1.1);
    double level = 128 * exposure;
    int lift = (int) Math.round((1 - contrast) * level * random.nextDouble(0.3, 1.2));
    int gainBlue = fixed(exposure * contrast * (1 - warmth));
    int gainGreen = fixed(exposure * contrast * (1 + tint));
    int gainRed = fixed(exposure * contrast * (1 + warmth));
    double vignette = random.nextDouble(0, 0.5);
    double deviation = 9 * random.nextDouble() * random.nextDouble() * side / 480.0;
    int amplitude = (int) Math.round(deviation * 256 / NOISE_DEVIATION);

    boolean shadowed = random.nextDouble() < 0.35;
    double angle = random.nextDouble(0, 2 * Math.PI);
    double nx = Math.cos(angle);
    double ny = Math.sin(angle);
    double offset = random.nextDouble(-0.3, 0.3);
    double soft = random.nextDouble(0.005, 0.08);
    int[] shade = shadow(shadowed ? random.nextDouble(0.4, 0.8) : 1);

    int i = 0;
    for (int y = 0; y < height; y++) {
      double v = (y + 0.5 - height / 2.0) / side;
      rowGains(v, vignette, nx, ny, offset, soft, shade);
      int n = random.nextInt(NOISE_SIZE);
      for (int x = 0; x < width; x++) {
        int gain = rowGain[x];
        int blue = ((pixels[i] & 255) * (gainBlue * gain >> 12) >> 12) + lift;
        int green = ((pixels[i + 1] & 255) * (gainGreen * gain >> 12) >> 12) + lift;
        int red = ((pixels[i + 2] & 255) * (gainRed * gain >> 12) >> 12) + lift;
        blue += NOISE[n & NOISE_SIZE - 1] * amplitude >> 8;
        green += NOISE[n + 1 & NOISE_SIZE - 1] * amplitude >> 8;
        red += NOISE[n + 2 & NOISE_SIZE - 1] * amplitude >> 8;
        n += 3;
        pixels[i] = (byte) Math.max(0, Math.min(255, blue));
        pixels[i + 1] = (byte) Math.max(0, Math.min(255, green));
        pixels[i + 2] = (byte) Math.max(0, Math.min(255, red));
        i += 3;
      }
    }
  }

  private void rowGains(
      double v, double vignette, double nx, double ny, double offset, double soft, int[] shade) {
    float vertical = (float) (1 - vignette * v * v);
    float perPixel = 1f / side;
    float u = (float) ((0.5 - width / 2.0) / side);
    float sides = (float) vignette;
    float distance = (float) (((u * nx + v * ny - offset) / soft + 0.5) * SOFTNESS);
    float step = (float) (nx / side / soft * SOFTNESS);
    for (int x = 0; x < width; x++) {
      int edge = Math.max(0, Math.min(SOFTNESS, (int) distance));
      rowGain[x] = (int) (shade[edge] * (vertical - sides * u * u));
      distance += step;
      u += perPixel;
    }
  }

  private static int[] shadow(double darkest) {
    int[] shade = new int[SOFTNESS + 1];
    for (int i = 0; i <= SOFTNESS; i++) {
      shade[i] = fixed(1 - (1 - darkest) * i / SOFTNESS);
    }
    return shade;
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 4096);
  }

  private static byte[] noise() {
    Random random = new Random(1);
    byte[] noise = new byte[NOISE_SIZE];
    for (int i = 0; i < noise.length; i++) {
      double value = NOISE_DEVIATION * random.nextGaussian();
      noise[i] = (byte) Math.max(-128, Math.min(127, Math.round(value)));
    }
    return noise;
  }
}
