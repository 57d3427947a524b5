package io.widthwise.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SoftmaxTemperatureTest {
  @Test
  void multipliesBetweenLogitsAndSoftmax() throws Exception {
    List<NodeProto> nodes = nodes(divide(model("Softmax", true), Map.of(32, 2.0)));
    assertThat(nodes)
        .extracting(NodeProto::getOpType)
        .containsExactly("Flatten", "Mul", "Softmax", "Identity");
    assertThat(nodes.get(1).getInput(0)).isEqualTo("logits");
    assertThat(nodes.get(2).getInput(0)).isEqualTo(nodes.get(1).getOutput(0));
  }

  @Test
  void keepsOneMultiplicationWithTheProductOfTemperatures() throws Exception {
    byte[] once = divide(model("Softmax", false), Map.of(32, 2.0));
    byte[] twice = divide(once, Map.of(32, 1.5));
    assertThat(nodes(twice)).isEqualTo(nodes(once));
    assertThat(inverses(twice)).hasSize(1);
    assertThat(inverses(twice)[0]).isCloseTo(1 / 3f, within(1e-6f));
  }

  @Test
  void choosesAmongTheTemperaturesOfSeveralSides() throws Exception {
    byte[] once = divide(model("Softmax", false), Map.of(96, 2.0, 128, 4.0));
    assertThat(nodes(once))
        .extracting(NodeProto::getOpType)
        .containsExactly(
            "Flatten", "Shape", "Gather", "Cast", "Sub", "Abs", "ArgMin", "Gather", "Mul",
            "Softmax");
    assertThat(inverses(once)).containsExactly(0.5f, 0.25f);

    byte[] twice = divide(once, Map.of(96, 2.0, 128, 0.5));
    assertThat(nodes(twice)).isEqualTo(nodes(once));
    assertThat(inverses(twice)).containsExactly(0.25f, 0.5f);

    assertThat(inverses(divide(once, Map.of(120, 1.0))))
        .as("of one side only, what the nearest had")
        .containsExactly(0.25f);
  }

  @Test
  void saysWhatAnotherGraphEndsIn() {
    byte[] sigmoid = model("Sigmoid", false);
    assertThatThrownBy(() -> divide(sigmoid, Map.of(32, 2.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the output \"out\" must come from a Softmax but comes from operator Sigmoid; export"
                + " the model with a softmax at its end");
    assertThatThrownBy(
            () ->
                SoftmaxTemperature.divide(
                    sigmoid, "image", "image", new TreeMap<>(Map.of(32, 2.0))))
        .hasMessageContaining("comes from an input");
    assertThatThrownBy(() -> divide(new byte[] {1, 2, 3}, Map.of(32, 2.0)))
        .hasMessage("the file is no ONNX model or was cut short");
  }

  private static byte[] divide(byte[] onnx, Map<Integer, Double> temperatures) {
    return SoftmaxTemperature.divide(onnx, "image", "out", new TreeMap<>(temperatures));
  }

  private static float[] inverses(byte[] onnx) throws Exception {
    TensorProto tensor =
        ModelProto.parseFrom(onnx).getGraph().getInitializerList().stream()
            .filter(each -> each.getName().endsWith("inverses"))
            .findFirst()
            .orElseThrow();
    float[] values = new float[(int) tensor.getDims(0)];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  private static byte[] model(String last, boolean identity) {
    OnnxGraph graph = new OnnxGraph("test");
    graph.node("Flatten", "flatten", List.of("image"), "logits", Map.of("axis", 1L));
    graph.node(last, "last", List.of("logits"), identity ? "p" : "out", Map.of());
    if (identity) {
      graph.node("Identity", "identity", List.of("p"), "out", Map.of());
    }
    return graph.serialise(new TreeMap<>());
  }

  private static List<NodeProto> nodes(byte[] onnx) throws Exception {
    return ModelProto.parseFrom(onnx).getGraph().getNodeList();
  }
}
