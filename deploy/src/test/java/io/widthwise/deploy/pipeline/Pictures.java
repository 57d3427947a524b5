package io.widthwise.deploy.pipeline;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures of one colour each. */
final class Pictures {
  private static final int SIDE = 64;

  private Pictures() {}

  /** Makes a folder of {@code count} pictures, unless it is there already. */
  static Path folder(Path folder, int count) {
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < count; i++) {
        Path file = folder.resolve("%05d.jpg".formatted(i));
        if (!Files.exists(file)) {
          ImageIO.write(picture(i), "jpg", file.toFile());
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage picture(int i) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.getHSBColor(i % 3 / 3f, 0.9f, 0.8f));
    canvas.fillRect(0, 0, SIDE, SIDE);
    canvas.dispose();
    return image;
  }
}
