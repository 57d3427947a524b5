package io.widthwise.models.floating;

import io.widthwise.models.onnx.NetworkWriter;
import io.widthwise.models.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a network as an fp32 ONNX model: input {@code image} (uint8 RGB, {@code [N, H, W, 3]}, any
 * N, H and W), output {@code probabilities} (float32, {@code [N, classes]}). One file serves every
 * resolution. The same network gives the same bytes.
 *
 * <p>The scale of the pixels is multiplied into the first weights. Their mean is subtracted in the
 * graph, since padding is zero after that.
 */
public final class FloatOnnxWriter {
  private static final long[] NHWC_TO_NCHW = {0, 3, 1, 2};
  private static final float SIX = 6;

  private final OnnxGraph graph = new OnnxGraph("fp32");

  private FloatOnnxWriter() {}

  /**
   * Returns the model's bytes.
   *
   * @param temperature by which logits are divided before softmax; folded into the last layer
   * @param metadata key and value pairs for the model's metadata
   */
  public static byte[] write(
      FloatNetwork network, OptionalDouble temperature, SortedMap<String, String> metadata) {
    return new FloatOnnxWriter()
        .writeAll(network.withScaleFolded(), temperature)
        .serialise(metadata);
  }

  /**
   * Returns a graph for measuring: besides the probabilities it yields what each convolution gives
   * before its activation, as {@link #layerOutput}.
   */
  public static byte[] writeWithLayers(FloatNetwork network) {
    OnnxGraph graph =
        new FloatOnnxWriter().writeAll(network.withScaleFolded(), OptionalDouble.empty());
    List<FloatConvolution> layers = network.convolutions();
    for (int i = 0; i < layers.size(); i++) {
      graph.floatsOutput(layerOutput(i, layers.get(i)), layers.get(i).outputs());
    }
    return graph.serialise(new TreeMap<>());
  }

  /** Returns the name of what convolution {@code position} gives before its activation. */
  public static String layerOutput(int position, FloatConvolution layer) {
    return layerName(position, layer) + "_out";
  }

  private static String layerName(int position, FloatConvolution layer) {
    return "%02d_%s".formatted(position, layer.depthwise() ? "dw" : "conv");
  }

  private OnnxGraph writeAll(FloatNetwork network, OptionalDouble temperature) {
    graph.imageInput(NetworkWriter.INPUT, FloatNetwork.COLOURS);
    String last = writeInput(network.mean());
    for (int i = 0; i < network.convolutions().size(); i++) {
      last = write(i, network.convolutions().get(i), last);
    }
    FloatDense classifier = network.classifier();
    writeClassifier(
        temperature.isPresent() ? classifier.cooled(temperature.getAsDouble()) : classifier, last);
    return graph;
  }

  /** Transposes while a pixel is still one byte a channel, then subtracts the mean. */
  private String writeInput(float[] mean) {
    graph.node(
        "Transpose",
        "channels_first",
        List.of(NetworkWriter.INPUT),
        "pixels",
        Map.of("perm", NHWC_TO_NCHW));
    graph.node("Cast", "to_float", List.of("pixels"), "floats", Map.of("to", OnnxGraph.FLOAT));
    String means = graph.floats("mean", mean, 1, FloatNetwork.COLOURS, 1, 1);
    graph.node("Sub", "subtract_mean", List.of("floats", means), "centred", Map.of());
    return "centred";
  }

  private String write(int position, FloatConvolution layer, String input) {
    String name = layerName(position, layer);
    int inputsAGroup = layer.depthwise() ? 1 : layer.inputs();
    String weights =
        graph.floats(
            name + "_w",
            layer.weights(),
            layer.outputs(),
            inputsAGroup,
            layer.kernel(),
            layer.kernel());
    String bias = graph.floats(name + "_b", layer.bias(), layer.outputs());
    graph.node(
        "Conv", name, List.of(input, weights, bias), name + "_out", ConvAttributes.of(layer));
    return activate(name, layer.activation());
  }

  private String activate(String name, FloatActivation activation) {
    String input = name + "_out";
    String output = name + "_active";
    switch (activation) {
      case NONE -> {
        return input;
      }
      case RELU -> graph.node("Relu", name + "_relu", List.of(input), output, Map.of());
      case RELU6 -> {
        String low = graph.floats("relu6_low", new float[] {0});
        String high = graph.floats("relu6_high", new float[] {SIX});
        graph.node("Clip", name + "_clip", List.of(input, low, high), output, Map.of());
      }
    }
    return output;
  }

  private void writeClassifier(FloatDense dense, String last) {
    graph.node("GlobalAveragePool", "pool", List.of(last), "pooled", Map.of());
    graph.node("Flatten", "flatten", List.of("pooled"), "features", Map.of("axis", 1L));
    String weights =
        graph.floats("classifier_w", dense.weights(), dense.classes(), dense.features());
    String bias = graph.floats("classifier_b", dense.bias(), dense.classes());
    graph.node(
        "Gemm", "classifier", List.of("features", weights, bias), "logits", Map.of("transB", 1L));
    graph.node("Softmax", "softmax", List.of("logits"), NetworkWriter.OUTPUT, Map.of("axis", 1L));
    graph.vectorOutput(NetworkWriter.OUTPUT, dense.classes());
  }
}
