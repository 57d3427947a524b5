package io.widthwise.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SoftmaxTemperatureTest {
  @Test
  void multipliesBetweenLogitsAndSoftmax() throws Exception {
    List<NodeProto> nodes = nodes(SoftmaxTemperature.divide(model("Softmax", true), "out", 2));
    assertThat(nodes)
        .extracting(NodeProto::getOpType)
        .containsExactly("Flatten", "Mul", "Softmax", "Identity");
    assertThat(nodes.get(1).getInput(0)).isEqualTo("logits");
    assertThat(nodes.get(2).getInput(0)).isEqualTo(nodes.get(1).getOutput(0));
  }

  @Test
  void keepsOneMultiplicationWithTheProductOfTemperatures() throws Exception {
    byte[] once = SoftmaxTemperature.divide(model("Softmax", false), "out", 2);
    byte[] twice = SoftmaxTemperature.divide(once, "out", 1.5);
    assertThat(nodes(twice)).isEqualTo(nodes(once));
    float inverse =
        ModelProto.parseFrom(twice)
            .getGraph()
            .getInitializer(0)
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .getFloat();
    assertThat(inverse).isCloseTo(1 / 3f, within(1e-6f));
  }

  @Test
  void saysWhatAnotherGraphEndsIn() {
    byte[] sigmoid = model("Sigmoid", false);
    assertThatThrownBy(() -> SoftmaxTemperature.divide(sigmoid, "out", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the output \"out\" must come from a Softmax but comes from operator Sigmoid; export the model with a softmax at its end");
    assertThatThrownBy(() -> SoftmaxTemperature.divide(sigmoid, "image", 2))
        .hasMessageContaining("comes from an input");
    assertThatThrownBy(() -> SoftmaxTemperature.divide(new byte[] {1, 2, 3}, "out", 2))
        .hasMessage("the file is no ONNX model or was cut short");
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
