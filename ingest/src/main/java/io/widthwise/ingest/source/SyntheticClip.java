package io.widthwise.ingest.source;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A short clip of coloured shapes that move over a gradient; the same seed draws the same clip. */
final class SyntheticClip {
  static final int LENGTH = 48;
  static final int STAGGER = 7;
  private static final int SHAPES = 8;

  private final int width;
  private final int height;
  private final long seed;
  private final byte[][] pictures = new byte[LENGTH][];

  SyntheticClip(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    this.seed = seed;
  }

  /** Draws every picture now, so that none is drawn while a frame waits for it. */
  void drawAll() {
    for (int index = 0; index < LENGTH; index++) {
      picture(index);
    }
  }

  /** Returns a JPEG, shared by all callers; {@code position} counts on from lap to lap. */
  byte[] picture(long position) {
    int index = (int) (position % LENGTH);
    if (pictures[index] == null) {
      pictures[index] = encode(draw(index));
    }
    return pictures[index];
  }

  private BufferedImage draw(int index) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    drawGradient(canvas);
    Random random = new Random(seed);
    for (int shape = 0; shape < SHAPES; shape++) {
      drawShape(canvas, random, (double) index / LENGTH);
    }
    canvas.dispose();
    return image;
  }

  private void drawGradient(Graphics2D canvas) {
    float hue = new Random(seed).nextFloat();
    for (int y = 0; y < height; y++) {
      canvas.setColor(Color.getHSBColor(hue, 0.35f, 0.4f + 0.5f * y / height));
      canvas.fillRect(0, y, width, 1);
    }
  }

  /** Shapes circle around their place once a clip, so that the clip's end meets its beginning. */
  private void drawShape(Graphics2D canvas, Random random, double lap) {
    canvas.setColor(Color.getHSBColor(random.nextFloat(), 0.9f, 0.3f + 0.7f * random.nextFloat()));
    double angle = 2 * Math.PI * (lap + random.nextDouble());
    int side = Math.max(2, (int) (Math.min(width, height) * (0.1 + 0.2 * random.nextDouble())));
    int x = (int) (width * (0.85 * random.nextDouble() + 0.1 * Math.cos(angle)));
    int y = (int) (height * (0.85 * random.nextDouble() + 0.1 * Math.sin(angle)));
    switch (random.nextInt(3)) {
      case 0 -> canvas.fillOval(x, y, side, side);
      case 1 -> canvas.fillRect(x, y, side, side * 2 / 3);
      default ->
          canvas.fillPolygon(
              new int[] {x, x + side, x + side / 2}, new int[] {y + side, y + side, y}, 3);
    }
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
