package io.widthwise.bench.fuzz;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small sound pictures of every kind that is served. */
final class PictureSeeds {
  private PictureSeeds() {}

  static List<byte[]> jpegs() throws IOException {
    return List.of(
        encode("jpeg", scene(97, 61, BufferedImage.TYPE_INT_RGB), false),
        encode("jpeg", scene(97, 61, BufferedImage.TYPE_INT_RGB), true),
        encode("jpeg", scene(33, 47, BufferedImage.TYPE_BYTE_GRAY), false),
        encode("jpeg", scene(320, 240, BufferedImage.TYPE_INT_RGB), true));
  }

  static List<byte[]> pngs() throws IOException {
    return List.of(
        encode("png", scene(41, 29, BufferedImage.TYPE_INT_RGB), false),
        encode("png", scene(41, 29, BufferedImage.TYPE_INT_ARGB), true),
        encode("png", scene(64, 64, BufferedImage.TYPE_BYTE_INDEXED), false),
        encode("png", scene(50, 20, BufferedImage.TYPE_BYTE_GRAY), true),
        encode("png", scene(50, 20, BufferedImage.TYPE_USHORT_GRAY), false));
  }

  private static byte[] encode(String format, BufferedImage image, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage scene(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    SplittableRandom random = new SplittableRandom(width * 31L + height);
    for (int i = 0; i < 12; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillOval(
          random.nextInt(width), random.nextInt(height), 1 + width / 3, 1 + height / 3);
    }
    graphics.dispose();
    return image;
  }
}
