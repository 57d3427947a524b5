package io.widthwise.bench.traffic;

import io.widthwise.bench.replay.Pictures;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.FrameEncoding;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** What cameras send; all are drawn before a run. */
public enum FrameKind {
  /** 640x480 JPEG of the synthetic camera, about 43 KB: moving the bytes is most of the work. */
  JPEG {
    @Override
    public Pictures draw(long seed, Consumer<String> progress)
        throws SourceException, InterruptedException {
      return Pictures.draw(PICTURES, seed, progress);
    }
  },
  /** The same at 160x120, a few KB. */
  SMALL {
    @Override
    public Pictures draw(long seed, Consumer<String> progress)
        throws SourceException, InterruptedException {
      List<SourceFrame> small = new ArrayList<>();
      for (SourceFrame frame : Pictures.draw(PICTURES, seed, progress).frames()) {
        small.add(shrunk(frame));
      }
      return new Pictures(small);
    }
  },
  /**
   * 1280x720 PNG of plain shapes, a few KB that take long to decode: the lanes are busy long before
   * anything on the way to them is.
   */
  DENSE {
    @Override
    public Pictures draw(long seed, Consumer<String> progress) {
      SplittableRandom random = new SplittableRandom(seed);
      List<SourceFrame> shapes = new ArrayList<>();
      for (int i = 0; i < PICTURES; i++) {
        shapes.add(shapes(random));
      }
      return new Pictures(shapes);
    }
  };

  private static final int PICTURES = 24;
  private static final int SMALL_WIDTH = 160;
  private static final int SMALL_HEIGHT = 120;
  private static final int DENSE_WIDTH = 1280;
  private static final int DENSE_HEIGHT = 720;
  private static final int SHAPES = 6;

  /**
   * Draws pictures.
   *
   * @param seed decides what they show
   * @param progress hears of what takes long
   */
  public abstract Pictures draw(long seed, Consumer<String> progress)
      throws SourceException, InterruptedException;

  private static SourceFrame shrunk(SourceFrame frame) {
    byte[] bytes = new byte[frame.payload().remaining()];
    frame.payload().duplicate().get(bytes);
    try {
      BufferedImage large = ImageIO.read(new ByteArrayInputStream(bytes));
      BufferedImage small =
          new BufferedImage(SMALL_WIDTH, SMALL_HEIGHT, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = small.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.drawImage(large, 0, 0, SMALL_WIDTH, SMALL_HEIGHT, null);
      graphics.dispose();
      return frame(small, "jpg", FrameEncoding.JPEG);
    } catch (IOException e) {
      throw new IllegalStateException("a picture that was just drawn cannot be read", e);
    }
  }

  private static SourceFrame shapes(SplittableRandom random) {
    BufferedImage image =
        new BufferedImage(DENSE_WIDTH, DENSE_HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour(random));
    graphics.fillRect(0, 0, DENSE_WIDTH, DENSE_HEIGHT);
    for (int i = 0; i < SHAPES; i++) {
      graphics.setColor(colour(random));
      int side = random.nextInt(100, 500);
      int x = random.nextInt(DENSE_WIDTH);
      int y = random.nextInt(DENSE_HEIGHT);
      if (i % 2 == 0) {
        graphics.fillRect(x, y, side, side);
      } else {
        graphics.fillOval(x, y, side, side);
      }
    }
    graphics.dispose();
    try {
      return frame(image, "png", FrameEncoding.PNG);
    } catch (IOException e) {
      throw new IllegalStateException("plain shapes cannot be written as PNG", e);
    }
  }

  private static Color colour(SplittableRandom random) {
    return new Color(random.nextInt(1 << 24));
  }

  private static SourceFrame frame(BufferedImage image, String format, FrameEncoding encoding)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return new SourceFrame(
        "drawn",
        0,
        java.time.Instant.EPOCH,
        encoding,
        image.getWidth(),
        image.getHeight(),
        ByteBuffer.wrap(out.toByteArray()),
        Map.of());
  }
}
