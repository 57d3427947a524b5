package io.widthwise.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneRendererTest {

  @Test
  void rendersTheSamePictureAgainFromTheSameNumbers() {
    SceneRenderer used = new SceneRenderer(64, 48);
    used.render(3, 7);
    for (int index = 0; index < 30; index++) {
      LabelledPicture first = used.render(11, index);
      LabelledPicture again = new SceneRenderer(64, 48).render(11, index);
      assertThat(again.label()).isEqualTo(first.label());
      assertThat(pixels(again)).isEqualTo(pixels(first));
    }
  }

  @Test
  void neverRepeatsAPictureAcrossIndicesAndSeeds() {
    SceneRenderer renderer = new SceneRenderer(32, 24);
    Set<Integer> seen = new HashSet<>();
    for (long seed : new long[] {0, 1, 2, -1}) {
      for (int index = 0; index < 50; index++) {
        seen.add(Arrays.hashCode(pixels(renderer.render(seed, index))));
      }
    }
    assertThat(seen).hasSize(200);
  }

  @Test
  void showsEveryClassEquallyOften() {
    SceneRenderer renderer = new SceneRenderer(1, 1);
    int classes = SceneClasses.names().size();
    int[] counts = new int[classes];
    for (int index = 0; index < 200 * classes; index++) {
      counts[renderer.render(5, index).label()]++;
    }
    // 200 expected of each; the standard deviation is 14.
    assertThat(counts).doesNotContain(0);
    assertThat(Arrays.stream(counts).min().getAsInt()).isGreaterThan(130);
    assertThat(Arrays.stream(counts).max().getAsInt()).isLessThan(270);
  }

  @ParameterizedTest
  @CsvSource({"640, 480", "480, 640", "96, 96"})
  void keepsTheThingWithinTheCentralSquareAndItsSizeWithinTheBounds(int width, int height) {
    SceneRenderer renderer = new SceneRenderer(width, height);
    int side = Math.min(width, height);
    Rectangle2D square =
        new Rectangle2D.Double(
            (width - side) / 2.0 - 1e-6, (height - side) / 2.0 - 1e-6, side + 2e-6, side + 2e-6);
    for (int index = 0; index < 2000; index++) {
      Rectangle2D bounds = renderer.boundsInPixels(9, index);
      assertThat(square.contains(bounds)).as("%s of picture %d", bounds, index).isTrue();
      assertThat(Math.max(bounds.getWidth(), bounds.getHeight()) / side)
          .isBetween(SceneRenderer.MIN_SIZE - 1e-6, SceneRenderer.MAX_SIZE + 1e-6);
    }
  }

  @Test
  void drawsTheThingWhereItSaysItIs() {
    // Blue discs are rare elsewhere: the picture must be bluer inside the bounds than outside.
    SceneRenderer renderer = new SceneRenderer(160, 120);
    int turnLeft = SceneClasses.names().indexOf("turn-left");
    double inside = 0;
    double outside = 0;
    for (int index = 0; index < 1500; index++) {
      LabelledPicture picture = renderer.render(4, index);
      if (picture.label() == turnLeft) {
        Rectangle2D bounds = renderer.boundsInPixels(4, index);
        inside += blueness(picture.image(), bounds, true);
        outside += blueness(picture.image(), bounds, false);
      }
    }
    assertThat(inside).isGreaterThan(3 * Math.max(outside, 1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 40", "40, 1", "2, 3", "7, 5", "33, 20", "224, 224"})
  void rendersAnySize(int width, int height) {
    SceneRenderer renderer = new SceneRenderer(width, height);
    for (int index = 0; index < 60; index++) {
      BufferedImage image = renderer.render(1, index).image();
      assertThat(image.getWidth()).isEqualTo(width);
      assertThat(image.getHeight()).isEqualTo(height);
      assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
    }
  }

  @Test
  void refusesAPictureWithoutPixels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SceneRenderer(0, 480))
        .withMessageContaining("0x480");
  }

  private static double blueness(BufferedImage image, Rectangle2D bounds, boolean within) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (bounds.contains(x, y) == within) {
          int rgb = image.getRGB(x, y);
          sum += (rgb & 255) - (rgb >> 16 & 255);
          count++;
        }
      }
    }
    return sum / count;
  }

  private static byte[] pixels(LabelledPicture picture) {
    return ((DataBufferByte) picture.image().getRaster().getDataBuffer()).getData();
  }
}
