package io.widthwise.models.floating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.widthwise.models.UnusableModelException;
import io.widthwise.models.onnx.OnnxGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatOnnxReaderTest {
  private static final PixelNormalisation MINUS_ONE_TO_ONE =
      new PixelNormalisation(
          new float[] {127.5f, 127.5f, 127.5f}, new float[] {2 / 255f, 2 / 255f, 2 / 255f});

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(FloatActivation.class)
  void readsWhatTheWriterWrites(FloatActivation activation) throws Exception {
    FloatNetwork network = RandomNetworks.mobileNet(1, activation, 10);
    byte[] onnx = FloatOnnxWriter.write(network, OptionalDouble.empty(), new TreeMap<>());
    assertThat(FloatOnnxReader.read(onnx)).isEqualTo(network.withScaleFolded());
  }

  /**
   * As PyTorch writes it before folding: Conv, BatchNormalization, Relu, floats of [N, 3, H, W].
   */
  @Test
  void foldsBatchNormalisationAndTransposedClassifiers() throws Exception {
    FloatNetwork network =
        FloatOnnxReader.read(save(exported("GlobalAveragePool")), MINUS_ONE_TO_ONE);
    assertThat(network.mean()).containsExactly(127.5f, 127.5f, 127.5f);
    FloatConvolution stem = network.convolutions().get(0);
    // gamma 2, beta 1, mean 3, variance 4, epsilon 0: twice the weight over 2, 1 - 3 = -2.
    assertThat(stem.weights()).containsExactly(new float[] {1, 2, 3, 4, 5, 6}, within(1e-4f));
    assertThat(stem.bias()).containsExactly(new float[] {-2, -2}, within(1e-4f));
    assertThat(stem.activation()).isEqualTo(FloatActivation.RELU);
    // MatMul has [features, classes]; Add has the bias.
    assertThat(network.classifier().weights()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(network.classifier().bias()).containsExactly(7, 8, 9);
  }

  @Test
  void namesTheNodeThatItCannotUse() throws Exception {
    Path file = save(exported("MaxPool"));
    assertThatThrownBy(() -> FloatOnnxReader.read(file, MINUS_ONE_TO_ONE))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("node 'pool' (MaxPool)")
        .hasMessageContaining("supported are Conv");
  }

  @Test
  void refusesResidualAdditions() throws Exception {
    ModelProto model = ModelProto.parseFrom(exported("GlobalAveragePool"));
    ModelProto.Builder branching = model.toBuilder();
    branching
        .getGraphBuilder()
        .addNodeBuilder()
        .setOpType("Add")
        .setName("residual")
        .addInput("active")
        .addInput("pooled")
        .addOutput("sum");
    Path file = save(branching.build().toByteArray());
    assertThatThrownBy(() -> FloatOnnxReader.read(file, MINUS_ONE_TO_ONE))
        .hasMessageContaining("node 'pool' (GlobalAveragePool) and node 'residual' (Add)")
        .hasMessageContaining("not residual additions");
  }

  @Test
  void floatsNeedANormalisationAndRawPixelsNone() throws Exception {
    Path floats = save(exported("GlobalAveragePool"));
    assertThatThrownBy(() -> FloatOnnxReader.read(floats))
        .hasMessageContaining("give the mean and scale");
    Path raw =
        save(
            FloatOnnxWriter.write(
                RandomNetworks.mobileNet(1, FloatActivation.RELU, 3),
                OptionalDouble.empty(),
                new TreeMap<>()));
    assertThatThrownBy(() -> FloatOnnxReader.read(raw, MINUS_ONE_TO_ONE))
        .hasMessageContaining("give no mean and scale");
  }

  @Test
  void refusesWhatIsNoModel() throws Exception {
    Path file = save(new byte[] {1, 2, 3});
    assertThatThrownBy(() -> FloatOnnxReader.read(file)).hasMessageContaining("is no ONNX model");
  }

  private Path save(byte[] onnx) throws Exception {
    return Files.write(folder.resolve("model.onnx"), onnx);
  }

  private static byte[] exported(String pool) throws Exception {
    OnnxGraph graph = new OnnxGraph("exported");
    String weights = graph.floats("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3, 1, 1);
    graph.node("Conv", "stem", List.of("x", weights), "sums", Map.of());
    List<String> normalised =
        List.of(
            "sums",
            graph.floats("gamma", new float[] {2, 2}, 2),
            graph.floats("beta", new float[] {1, 1}, 2),
            graph.floats("running_mean", new float[] {3, 3}, 2),
            graph.floats("running_var", new float[] {4, 4}, 2));
    graph.node("BatchNormalization", "bn", normalised, "normalised", Map.of());
    graph.node("Relu", "relu", List.of("normalised"), "active", Map.of());
    graph.node(pool, "pool", List.of("active"), "pooled", Map.of());
    graph.node("Flatten", "flatten", List.of("pooled"), "flat", Map.of("axis", 1L));
    String dense = graph.floats("dense", new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    graph.node("MatMul", "matmul", List.of("flat", dense), "products", Map.of());
    String bias = graph.floats("bias", new float[] {7, 8, 9}, 3);
    graph.node("Add", "add", List.of(bias, "products"), "logits", Map.of());
    graph.vectorOutput("logits", 3);
    graph.imageInput("x", 3);
    ModelProto.Builder model = ModelProto.parseFrom(graph.serialise(new TreeMap<>())).toBuilder();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.FLOAT_VALUE);
    return model.build().toByteArray();
  }
}
