package io.widthwise.models.train;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Squares of three colours, each at another place: what any network learns in a few steps. */
final class ColouredPictures implements TrainingPictures {
  private static final List<Color> COLOURS = List.of(Color.RED, Color.GREEN, Color.BLUE);
  private static final int SIDE = 48;

  private final int size;

  ColouredPictures(int size) {
    this.size = size;
  }

  @Override
  public List<String> classNames() {
    return List.of("red", "green", "blue");
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ByteBuffer encoded(int index) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(COLOURS.get(label(index)));
    canvas.fillRect(index * 5 % 24, index * 11 % 24, 24, 24);
    canvas.dispose();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return ByteBuffer.wrap(out.toByteArray()).asReadOnlyBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int label(int index) {
    return index % COLOURS.size();
  }

  @Override
  public Optional<Rectangle2D> subject(int index) {
    return Optional.of(
        new Rectangle2D.Double(
            (double) (index * 5 % 24) / SIDE, (double) (index * 11 % 24) / SIDE, 0.5, 0.5));
  }

  @Override
  public String description() {
    return size + " coloured squares";
  }

  @Override
  public String name(int index) {
    return "square " + index;
  }
}
