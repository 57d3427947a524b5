package io.widthwise.models.floating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.widthwise.models.onnx.GraphRunner;
import io.widthwise.models.onnx.NetworkWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatOnnxWriterTest {
  /** Largest relative error of a probability against double precision. */
  private static final double RELATIVE_ERROR = 2e-5;

  @ParameterizedTest
  @EnumSource(FloatActivation.class)
  void oneFileComputesTheNetworkAtEveryResolutionAndBatchSize(FloatActivation activation)
      throws Exception {
    FloatNetwork network = RandomNetworks.mobileNet(1, activation, 10);
    try (GraphRunner runner =
        new GraphRunner(FloatOnnxWriter.write(network, OptionalDouble.empty(), new TreeMap<>()))) {
      for (int[] size : List.of(new int[] {32, 32}, new int[] {24, 40})) {
        byte[] two = pixels(2, size[0], size[1]);
        float[] actual = (float[]) runner.run(two, 2, size[0], size[1]).get(NetworkWriter.OUTPUT);
        for (int image = 0; image < 2; image++) {
          byte[] one =
              Arrays.copyOfRange(two, image * two.length / 2, (image + 1) * two.length / 2);
          assertClose(
              Arrays.copyOfRange(actual, image * 10, image * 10 + 10),
              FloatReference.probabilities(network, one, size[0], size[1]));
        }
      }
    }
  }

  @Test
  void meanAndScaleOfEachColourAreItsOwn() throws Exception {
    FloatNetwork plain = RandomNetworks.mobileNet(2, FloatActivation.RELU, 10);
    FloatNetwork network =
        new FloatNetwork(
            new float[] {123.675f, 116.28f, 103.53f},
            new float[] {1 / 58.395f, 1 / 57.12f, 1 / 57.375f},
            plain.convolutions(),
            plain.classifier());
    byte[] image = pixels(1, 32, 32);
    assertClose(
        run(network, OptionalDouble.empty(), image),
        FloatReference.probabilities(network, image, 32, 32));
  }

  @Test
  void temperatureDividesTheLogits() throws Exception {
    FloatNetwork network = RandomNetworks.mobileNet(3, FloatActivation.RELU, 2);
    byte[] image = pixels(1, 32, 32);
    float[] plain = run(network, OptionalDouble.empty(), image);
    float[] cooled = run(network, OptionalDouble.of(2.5), image);
    assertThat(Math.log(cooled[0] / cooled[1]))
        .isCloseTo(Math.log(plain[0] / plain[1]) / 2.5, within(1e-4));
    assertThatThrownBy(() -> FloatOnnxWriter.write(network, OptionalDouble.of(0), new TreeMap<>()))
        .hasMessageContaining("temperature must be positive");
  }

  @Test
  void carriesTheMetadata() throws Exception {
    FloatNetwork network = RandomNetworks.mobileNet(4, FloatActivation.RELU, 3);
    byte[] onnx =
        FloatOnnxWriter.write(
            network, OptionalDouble.empty(), new TreeMap<>(Map.of("width", "0.25")));
    assertThat(ModelProto.parseFrom(onnx).getMetadataPropsList())
        .anyMatch(entry -> entry.getKey().equals("width") && entry.getValue().equals("0.25"));
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .isCloseTo(expected[i], within(RELATIVE_ERROR * expected[i] + 1e-9));
    }
  }

  private static float[] run(FloatNetwork network, OptionalDouble temperature, byte[] image)
      throws Exception {
    try (GraphRunner runner =
        new GraphRunner(FloatOnnxWriter.write(network, temperature, new TreeMap<>()))) {
      return (float[]) runner.run(image, 1, 32, 32).get(NetworkWriter.OUTPUT);
    }
  }

  private static byte[] pixels(int images, int height, int width) {
    byte[] pixels = new byte[images * height * width * 3];
    new Random(5).nextBytes(pixels);
    return pixels;
  }
}
