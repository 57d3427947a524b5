package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatDense;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.network.Quantization;
import io.widthwise.models.network.Window;
import io.widthwise.models.onnx.NetworkWriter;
import io.widthwise.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes {@code QLinearConv} graphs. Layers are written channels first, as ONNX has it; ONNX
 * Runtime turns them channels last, and the transpositions here cancel with its own.
 */
final class QuantisedWriter {
  private static final long[] NHWC_TO_NCHW = {0, 3, 1, 2};
  private static final long[] NCHW_TO_NHWC = {0, 2, 3, 1};

  private final OnnxGraph graph = new OnnxGraph("int8");

  private QuantisedWriter() {}

  static byte[] write(QuantisedModel model, SortedMap<String, String> metadata) {
    QuantisedWriter writer = new QuantisedWriter();
    writer.writeAll(model);
    return writer.graph.serialise(metadata);
  }

  private void writeAll(QuantisedModel model) {
    graph.imageInput(NetworkWriter.INPUT, FloatNetwork.COLOURS);
    List<QuantisedConvolution> layers = model.convolutions();
    FastForm form = model.fastForm();
    if (form.paddingShare() > 0) {
      layers = ChannelPadding.pad(layers, form.paddingShare());
    }
    String last = writeStem(layers.get(0), form.stemNeighbours());
    for (int i = 1; i < layers.size(); i++) {
      last =
          write(
              "%02d_%s".formatted(i, layers.get(i).depthwise() ? "dw" : "conv"),
              layers.get(i),
              last);
    }
    writeClassifier(model.classifier(), layers.get(layers.size() - 1).output(), last);
  }

  private String writeStem(QuantisedConvolution stem, int neighbours) {
    if (neighbours == 0 || !StemFolding.applies(stem)) {
      return write("00_conv", stem, transposed(NetworkWriter.INPUT, "pixels", NHWC_TO_NCHW));
    }
    QuantisedConvolution folded = StemFolding.fold(stem, neighbours);
    String pixels = reshaped(NetworkWriter.INPUT, "folded", folded.inputs());
    String result = write("00_conv", folded, transposed(pixels, "pixels", NHWC_TO_NCHW));
    if (neighbours == 1) {
      return result;
    }
    String last = transposed(result, "stem_channels_last", NCHW_TO_NHWC);
    return transposed(reshaped(last, "stem_unfolded", stem.outputs()), "stem", NHWC_TO_NCHW);
  }

  private String transposed(String input, String output, long[] order) {
    graph.node("Transpose", output, List.of(input), output, Map.of("perm", order));
    return output;
  }

  /** Splits or joins the pixels of a row so that each has {@code channels}; keeps N and H. */
  private String reshaped(String input, String output, int channels) {
    String shape = graph.longs(output + "_shape", 0, 0, -1, channels);
    graph.node("Reshape", output, List.of(input, shape), output, Map.of());
    return output;
  }

  private String write(String name, QuantisedConvolution layer, String input) {
    write(graph, name, layer, input, name + "_out");
    return name + "_out";
  }

  static void write(
      OnnxGraph graph, String name, QuantisedConvolution layer, String input, String output) {
    List<String> inputs = new ArrayList<>(List.of(input));
    inputs.addAll(quantisation(graph, name + "_x", layer.input()));
    inputs.add(graph.int8(name + "_w", layer.weights(), weightShape(layer)));
    inputs.add(graph.floats(name + "_w_scale", layer.weightScales(), layer.outputs()));
    inputs.add(graph.int8(name + "_w_zero", new byte[layer.outputs()], layer.outputs()));
    inputs.addAll(quantisation(graph, name + "_y", layer.output()));
    inputs.add(graph.ints(name + "_b", layer.bias(), layer.outputs()));
    graph.node("QLinearConv", name, inputs, output, attributes(layer));
  }

  static long[] weightShape(QuantisedConvolution layer) {
    return new long[] {
      layer.outputs(),
      layer.depthwise() ? 1 : layer.inputs(),
      layer.window().height(),
      layer.window().width()
    };
  }

  static Map<String, Object> attributes(QuantisedConvolution layer) {
    Window window = layer.window();
    return Map.of(
        "group", layer.depthwise() ? (long) layer.inputs() : 1L,
        "kernel_shape", new long[] {window.height(), window.width()},
        "pads", new long[] {window.top(), window.left(), window.bottom(), window.right()},
        "strides", new long[] {window.strideRows(), window.strideColumns()});
  }

  private void writeClassifier(FloatDense dense, Quantization features, String last) {
    List<String> inputs = new ArrayList<>(List.of(last));
    inputs.addAll(quantisation(graph, "features", features));
    graph.node("DequantizeLinear", "dequantise", inputs, "real", Map.of());
    graph.node("GlobalAveragePool", "pool", List.of("real"), "pooled", Map.of());
    graph.node("Flatten", "flatten", List.of("pooled"), "flat", Map.of("axis", 1L));
    String weights =
        graph.floats("classifier_w", dense.weights(), dense.classes(), dense.features());
    String bias = graph.floats("classifier_b", dense.bias(), dense.classes());
    graph.node(
        "Gemm", "classifier", List.of("flat", weights, bias), "logits", Map.of("transB", 1L));
    graph.node("Softmax", "softmax", List.of("logits"), NetworkWriter.OUTPUT, Map.of("axis", 1L));
    graph.vectorOutput(NetworkWriter.OUTPUT, dense.classes());
  }

  private static List<String> quantisation(
      OnnxGraph graph, String name, Quantization quantization) {
    return List.of(
        graph.floats(name + "_scale", new float[] {quantization.scale()}),
        graph.uint8(name + "_zero", quantization.zeroPoint()));
  }
}
