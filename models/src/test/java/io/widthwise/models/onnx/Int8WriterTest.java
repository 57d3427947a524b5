package io.widthwise.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.widthwise.models.network.Activation;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Networks;
import io.widthwise.models.network.Quantization;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Int8WriterTest {
  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 32})
  void computesWhatTensorFlowLiteComputesWhateverTheBorders(int side) throws Exception {
    Networks networks =
        new Networks(side, side)
            .conv(8, 3, 2, Activation.RELU6)
            .depthwise(3, 1)
            .conv(16, 1, 1, Activation.NONE)
            .depthwise(3, 2)
            .conv(12, 1, 1, Activation.NONE);
    FeatureMap shortcut = networks.last();
    Network network =
        networks
            .conv(24, 1, 1, Activation.RELU6)
            .depthwise(3, 1)
            .conv(12, 1, 1, Activation.NONE)
            .add(shortcut)
            .pool(2, 1, true)
            .pool(networks.last().height(), 1, false)
            .conv(10, 1, 1, Activation.NONE)
            .build();
    byte[] pixels = pixels(network);
    LayerProbe.assertEachLayerWithinOneStep(network, LayerProbe.featureMaps(network, pixels));
  }

  @Test
  void clampsAtSixWhereTheQuantisedRangeReachesFurther() throws Exception {
    Quantization wide = new Quantization(0.05f, 20);
    Network network =
        new Networks(3, 8)
            .conv(8, 3, 1, Activation.RELU6, wide)
            .pool(8, 1, false)
            .conv(10, 1, 1, Activation.NONE)
            .build();
    Map<String, byte[]> maps = LayerProbe.featureMaps(network, pixels(network));
    LayerProbe.assertEachLayerWithinOneStep(network, maps);
    for (byte value : maps.get(network.layers().get(0).output().name())) {
      assertThat(Byte.toUnsignedInt(value)).isBetween(20, 140);
    }
  }

  @Test
  void needsNoClipWhereTheQuantisedRangeEndsAtSix() throws Exception {
    Network network = small();
    List<String> operators =
        ModelProto.parseFrom(new Int8Writer(network).write(new TreeMap<>()))
            .getGraph()
            .getNodeList()
            .stream()
            .map(NodeProto::getOpType)
            .toList();
    assertThat(operators)
        .containsExactly(
            "Transpose",
            "QLinearConv",
            "QLinearGlobalAveragePool",
            "QLinearConv",
            "Flatten",
            "DequantizeLinear",
            "Softmax");
  }

  @Test
  void classifiesABatchAsItClassifiesEachOfItsImages() throws Exception {
    Network network = small();
    byte[] first = pixels(network);
    byte[] second = new byte[first.length];
    byte[] both = new byte[2 * first.length];
    System.arraycopy(first, 0, both, 0, first.length);
    try (GraphRunner runtime = new GraphRunner(new Int8Writer(network).write(new TreeMap<>()))) {
      float[] together = (float[]) runtime.run(both, 2, 8, 8).get(NetworkWriter.OUTPUT);
      assertThat(together).hasSize(20);
      assertThat(java.util.Arrays.copyOf(together, 10))
          .containsExactly((float[]) runtime.run(first, 1, 8, 8).get(NetworkWriter.OUTPUT));
      assertThat(java.util.Arrays.copyOfRange(together, 10, 20))
          .containsExactly((float[]) runtime.run(second, 1, 8, 8).get(NetworkWriter.OUTPUT));
    }
  }

  @Test
  void writesTheSameBytesForTheSameNetwork() {
    TreeMap<String, String> metadata = new TreeMap<>(Map.of("b", "2", "a", "1"));
    assertThat(new Int8Writer(small()).write(metadata))
        .isEqualTo(new Int8Writer(small()).write(metadata));
  }

  private static Network small() {
    return new Networks(1, 8)
        .conv(8, 3, 1, Activation.RELU6)
        .pool(8, 1, false)
        .conv(10, 1, 1, Activation.NONE)
        .build();
  }

  private static byte[] pixels(Network network) {
    byte[] pixels = new byte[network.input().size()];
    new Random(7).nextBytes(pixels);
    return pixels;
  }
}
