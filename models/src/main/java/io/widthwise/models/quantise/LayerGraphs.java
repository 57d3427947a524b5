package io.widthwise.models.quantise;

import io.widthwise.models.network.Quantization;
import io.widthwise.models.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Graphs of one layer, bytes in. */
final class LayerGraphs {
  static final String INPUT = "x";
  static final String OUTPUT = "y";

  private LayerGraphs() {}

  /** The layer itself. */
  static byte[] layer(QuantisedConvolution layer) {
    OnnxGraph graph = new OnnxGraph("layer");
    graph.bytesInput(INPUT, layer.inputs());
    QuantisedWriter.write(graph, "layer", layer, INPUT, OUTPUT);
    graph.bytesOutput(OUTPUT, layer.outputs());
    return graph.serialise(new TreeMap<>());
  }

  /** The mean over space of what the layer gives before it is rounded and saturated. */
  static byte[] meanBeforeRounding(QuantisedConvolution layer) {
    OnnxGraph graph = new OnnxGraph("mean");
    graph.bytesInput(INPUT, layer.inputs());
    Quantization input = layer.input();
    graph.node(
        "DequantizeLinear",
        "dequantise",
        List.of(
            INPUT,
            graph.floats("scale", new float[] {input.scale()}),
            graph.uint8("zero", input.zeroPoint())),
        "real",
        Map.of());
    int each = layer.weights().length / layer.outputs();
    float[] weights = new float[layer.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = layer.weights()[i] * layer.weightScales()[i / each];
    }
    float[] bias = new float[layer.outputs()];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) ((double) layer.bias()[i] * layer.weightScales()[i] * input.scale());
    }
    List<String> inputs =
        List.of(
            "real",
            graph.floats("weights", weights, QuantisedWriter.weightShape(layer)),
            graph.floats("bias", bias, bias.length));
    graph.node("Conv", "layer", inputs, "sums", QuantisedWriter.attributes(layer));
    graph.node("GlobalAveragePool", "mean", List.of("sums"), OUTPUT, Map.of());
    graph.floatsOutput(OUTPUT, layer.outputs());
    return graph.serialise(new TreeMap<>());
  }
}
