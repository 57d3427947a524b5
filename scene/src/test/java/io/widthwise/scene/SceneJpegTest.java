package io.widthwise.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SceneJpegTest {

  @Test
  void opensAgainAsTheSamePicture() throws IOException {
    BufferedImage image = new SceneRenderer(160, 120).render(2, 3).image();

    BufferedImage opened = ImageIO.read(new ByteArrayInputStream(SceneJpeg.encode(image)));

    assertThat(opened.getWidth()).isEqualTo(160);
    assertThat(opened.getHeight()).isEqualTo(120);
    double difference = 0;
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 160; x++) {
        difference += Math.abs((image.getRGB(x, y) >> 8 & 255) - (opened.getRGB(x, y) >> 8 & 255));
      }
    }
    assertThat(difference / (160 * 120)).isLessThan(6);
  }
}
