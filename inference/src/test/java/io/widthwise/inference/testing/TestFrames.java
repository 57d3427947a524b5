package io.widthwise.inference.testing;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import javax.imageio.ImageIO;

/** Frames made on the spot, the same on every machine of one JDK. */
public final class TestFrames {
  private TestFrames() {}

  /** A JPEG of one colour. */
  public static Frame colour(Color colour, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return frame(FrameEncoding.JPEG, width, height, encode(image, "jpg"));
  }

  /** Smooth colours, a hard edge and some texture: a stand-in for a photograph. */
  public static BufferedImage scene(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = (double) x / width;
        double v = (double) y / height;
        double wave = 20 * Math.sin(40 * u) * Math.cos(30 * v);
        boolean inside = (u - 0.6) * (u - 0.6) + (v - 0.4) * (v - 0.4) < 0.04;
        int red = clamp(inside ? 220 + wave : 60 + 150 * u + wave);
        int green = clamp(inside ? 60 - wave : 40 + 160 * v + wave);
        int blue = clamp(inside ? 30 : 200 - 120 * u);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  /** Encodes {@code image} with ImageIO, {@code jpg} or {@code png}. */
  public static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("ImageIO writes no " + format + " of " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Wraps a payload in a frame of camera {@code test}. */
  public static Frame frame(FrameEncoding encoding, int width, int height, byte[] payload) {
    return Frame.newBuilder()
        .setFrameId("test-0")
        .setCameraId("test")
        .setSequence(0)
        .setCaptureTime(Instant.EPOCH)
        .setEncoding(encoding)
        .setWidth(width)
        .setHeight(height)
        .setPayload(ByteBuffer.wrap(payload))
        .setAttributes(Map.of())
        .build();
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
