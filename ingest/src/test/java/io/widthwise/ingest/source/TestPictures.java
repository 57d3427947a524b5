package io.widthwise.ingest.source;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures, sound and otherwise. */
public final class TestPictures {
  private TestPictures() {}

  public static byte[] jpeg(int width, int height) {
    return encode(width, height, "jpeg");
  }

  public static byte[] png(int width, int height) {
    return encode(width, height, "png");
  }

  public static byte[] truncatedJpeg() {
    byte[] whole = jpeg(64, 48);
    return Arrays.copyOf(whole, whole.length * 2 / 3);
  }

  public static byte[] text() {
    return "this is no picture\n".getBytes(StandardCharsets.UTF_8);
  }

  /** A whole PNG by its chunks, of a size that no one may decode. */
  public static byte[] hugePng() {
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 14 + 12);
    png.putLong(0x89504E470D0A1A0AL);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(50_000)
            .putInt(50_000)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", new byte[2]);
    chunk(png, "IEND", new byte[0]);
    return png.array();
  }

  private static void chunk(ByteBuffer png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
  }

  private static byte[] encode(int width, int height, String format) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.ORANGE);
    canvas.fillOval(0, 0, width, height);
    canvas.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
