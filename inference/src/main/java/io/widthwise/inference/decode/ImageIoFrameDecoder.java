package io.widthwise.inference.decode;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.FrameLimits;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes with what every JDK has, in full and then scaled in Java: some twenty times slower than
 * {@link OpenCvFrameDecoder}, against which it serves as reference. Pictures in four colours (CMYK)
 * are refused.
 */
public final class ImageIoFrameDecoder implements FrameDecoder {
  private final FrameLimits limits;

  public ImageIoFrameDecoder(FrameLimits limits) {
    this.limits = limits;
  }

  /** Takes pictures up to {@link FrameLimits#DEFAULT}. */
  public ImageIoFrameDecoder() {
    this(FrameLimits.DEFAULT);
  }

  @Override
  public void decode(Frame frame, int side, Resize resize, ByteBuffer target)
      throws UndecodableImageException {
    Targets.require(target, side);
    Picture picture = Picture.check(frame, limits);
    byte[] rgb = picture.isRaw() ? rawRgb(picture) : compressedRgb(picture);
    CropRegion region = CropRegion.of(picture.width(), picture.height(), resize);
    Resampler.scale(rgb, picture.width(), region, side, target.duplicate().clear());
  }

  private static byte[] rawRgb(Picture picture) {
    ByteBuffer payload = picture.payload();
    byte[] rgb = new byte[picture.width() * picture.height() * 3];
    for (int i = 0; i < rgb.length; i++) {
      int from =
          switch (picture.encoding()) {
            case MONO8 -> i / 3;
            case BGR8 -> i - i % 3 + 2 - i % 3;
            default -> i;
          };
      rgb[i] = payload.get(from);
    }
    return rgb;
  }

  private static byte[] compressedRgb(Picture picture) throws UndecodableImageException {
    byte[] bytes = new byte[picture.payload().remaining()];
    picture.payload().get(0, bytes);
    BufferedImage image = read(picture.encoding(), bytes);
    if (image.getWidth() != picture.width() || image.getHeight() != picture.height()) {
      throw new UndecodableImageException(
          "the %s says %d x %d but decodes to %d x %d"
              .formatted(
                  picture.encoding(),
                  picture.width(),
                  picture.height(),
                  image.getWidth(),
                  image.getHeight()));
    }
    return samples(image);
  }

  private static BufferedImage read(FrameEncoding encoding, byte[] bytes)
      throws UndecodableImageException {
    String format = encoding.name().toLowerCase(Locale.ROOT);
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    boolean[] cutShort = {false};
    reader.addIIOReadWarningListener(
        (source, warning) ->
            cutShort[0] |= warning.toLowerCase(Locale.ROOT).contains("premature end"));
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(stream, true, true);
      BufferedImage image = reader.read(0);
      if (cutShort[0]) {
        throw new UndecodableImageException("the %s is cut short".formatted(encoding));
      }
      return image;
    } catch (IOException | RuntimeException e) {
      // The PNG reader lets index and argument exceptions of its parser through.
      throw new UndecodableImageException(
          "ImageIO cannot decode the %s: %s".formatted(encoding, e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  /** Reads samples, not colours: a colour profile would change grey values on the way to sRGB. */
  private static byte[] samples(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[width * image.getHeight() * 3];
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    if (model instanceof IndexColorModel) {
      int[] row = new int[width];
      for (int y = 0; y < image.getHeight(); y++) {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++) {
          int at = (y * width + x) * 3;
          rgb[at] = (byte) (row[x] >> 16);
          rgb[at + 1] = (byte) (row[x] >> 8);
          rgb[at + 2] = (byte) row[x];
        }
      }
      return rgb;
    }
    boolean colour = raster.getNumBands() >= 3;
    int[] row = new int[width];
    for (int channel = 0; channel < 3; channel++) {
      int band = colour ? channel : 0;
      int dropped = raster.getSampleModel().getSampleSize(band) - 8;
      for (int y = 0; y < image.getHeight(); y++) {
        raster.getSamples(0, y, width, 1, band, row);
        for (int x = 0; x < width; x++) {
          rgb[(y * width + x) * 3 + channel] = (byte) (row[x] >> dropped);
        }
      }
    }
    return rgb;
  }

  @Override
  public void close() {}
}
