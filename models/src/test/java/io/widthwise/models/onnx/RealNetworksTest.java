package io.widthwise.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.models.RealModels;
import io.widthwise.models.network.Network;
import io.widthwise.models.tflite.TfliteReader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published networks on photographs, layer by layer, against TensorFlow Lite's arithmetic. */
class RealNetworksTest {
  /**
   * Roundings that differ in one layer in a few hundred values reach the logits of the last of 29
   * to 64 layers. The most seen on these photographs is 5 steps, a fiftieth of the range.
   */
  private static final int ACCUMULATED_STEPS = 8;

  @ParameterizedTest
  @CsvSource({
    RealModels.V1_QUARTER + ", 6",
    RealModels.V1_HALF + ", 2",
    RealModels.V1_THREE_QUARTERS + ", 1",
    RealModels.V2_FULL + ", 1"
  })
  void computesEachLayerAndTheTopClassAsTensorFlowLite(String model, int images) throws Exception {
    Network network = TfliteReader.read(RealModels.model(model)).withoutClass(0);
    for (Path image : photographs(images)) {
      byte[] pixels = pixels(image, network.input().height());
      Map<String, byte[]> actual = LayerProbe.featureMaps(network, pixels);
      LayerProbe.assertEachLayerWithinOneStep(network, actual);
      String logits = network.last().output().name();
      byte[] expected = ReferenceArithmetic.run(network, pixels).get(logits);
      LayerProbe.assertWithin(ACCUMULATED_STEPS, logits, actual.get(logits), expected);
      assertThat(top(actual.get(logits))).as(image.toString()).isEqualTo(top(expected));
    }
  }

  private static List<Path> photographs(int count) throws Exception {
    try (Stream<Path> files = Files.list(RealModels.images())) {
      return files.filter(file -> file.toString().endsWith(".JPEG")).sorted().limit(count).toList();
    }
  }

  private static byte[] pixels(Path image, int side) throws Exception {
    BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(ImageIO.read(image.toFile()), 0, 0, side, side, null);
    graphics.dispose();
    byte[] pixels = new byte[side * side * 3];
    for (int i = 0; i < side * side; i++) {
      int rgb = scaled.getRGB(i % side, i / side);
      pixels[3 * i] = (byte) (rgb >> 16);
      pixels[3 * i + 1] = (byte) (rgb >> 8);
      pixels[3 * i + 2] = (byte) rgb;
    }
    return pixels;
  }

  private static int top(byte[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (Byte.toUnsignedInt(logits[i]) > Byte.toUnsignedInt(logits[best])) {
        best = i;
      }
    }
    return best;
  }
}
