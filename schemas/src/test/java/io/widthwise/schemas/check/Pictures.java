package io.widthwise.schemas.check;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small pictures as ImageIO writes them, and pieces to make wrong ones of. */
final class Pictures {
  private Pictures() {}

  static byte[] jpeg(int width, int height) {
    return encode("jpeg", noise(width, height, BufferedImage.TYPE_INT_RGB), false);
  }

  static byte[] progressiveJpeg(int width, int height) {
    return encode("jpeg", noise(width, height, BufferedImage.TYPE_INT_RGB), true);
  }

  static byte[] greyJpeg(int width, int height) {
    return encode("jpeg", noise(width, height, BufferedImage.TYPE_BYTE_GRAY), false);
  }

  static byte[] png(int width, int height) {
    return png(width, height, BufferedImage.TYPE_INT_RGB, false);
  }

  static byte[] png(int width, int height, int bufferedImageType, boolean interlaced) {
    return encode("png", noise(width, height, bufferedImageType), interlaced);
  }

  private static byte[] encode(String format, BufferedImage image, boolean progressive) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    ImageWriter writer = writers.next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage noise(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xFF000000 | (x * 7919 + y * 104_729) * 2_654_435);
      }
    }
    return image;
  }

  /** Where the frame header's marker of {@code jpeg} is. */
  static int frameHeaderOf(byte[] jpeg) {
    int at = 2;
    while (jpeg[at + 1] != (byte) 0xC0 && jpeg[at + 1] != (byte) 0xC2) {
      at += 2 + (ByteBuffer.wrap(jpeg).getShort(at + 2) & 0xFFFF);
    }
    return at;
  }

  static byte[] replaced(byte[] bytes, int at, int removed, byte... inserted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(inserted);
    out.write(bytes, at + removed, bytes.length - at - removed);
    return out.toByteArray();
  }

  static ImageHeader read(byte[] bytes) throws MalformedImageException {
    return ImageHeader.read(ByteBuffer.wrap(bytes));
  }
}
