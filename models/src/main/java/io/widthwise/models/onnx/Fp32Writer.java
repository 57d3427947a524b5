package io.widthwise.models.onnx;

import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Addition;
import io.widthwise.models.network.AveragePool;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Filter;
import io.widthwise.models.network.Network;
import io.widthwise.models.network.Quantization;
import java.util.List;
import java.util.Map;

/**
 * Floating-point arithmetic with the real values that the quantised weights and biases stand for;
 * activations are not rounded, and RELU6 is a clip. Pixels are normalised by {@code (pixel -
 * zeroPoint) * scale} of the quantised input; padding is zero after that.
 */
public final class Fp32Writer extends NetworkWriter {
  /** Writes {@code network}. */
  public Fp32Writer(Network network) {
    super(network, "fp32");
  }

  /** Transposes while a pixel is still one byte a channel, then normalises. */
  @Override
  void writeInput(String output) {
    String transposed = output + "_channels_first";
    graph.node(
        "Transpose",
        "channels_first",
        List.of(INPUT),
        transposed,
        Map.of("perm", Layout.NHWC_TO_NCHW));
    Quantization pixels = network.input().quantization();
    List<String> inputs =
        List.of(
            transposed,
            graph.floats("pixel_scale", new float[] {pixels.scale()}),
            graph.uint8("pixel_zero", pixels.zeroPoint()));
    graph.node("DequantizeLinear", "normalise", inputs, output, Map.of());
  }

  @Override
  void write(String name, Convolution layer) {
    Filter filter = layer.filter();
    Quantization quantization = filter.quantization();
    int[] order = Layout.weightOrder(layer);
    float[] weights = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      int steps = Byte.toUnsignedInt(filter.weights()[order[i]]) - quantization.zeroPoint();
      weights[i] = steps * quantization.scale();
    }
    double biasScale = (double) layer.input().quantization().scale() * quantization.scale();
    float[] bias = new float[filter.bias().length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) (filter.bias()[i] * biasScale);
    }
    List<String> inputs =
        List.of(
            layer.input().name(),
            graph.floats(name + "_w", weights, Layout.weightShape(layer)),
            graph.floats(name + "_b", bias, bias.length));
    nodeWithClip(
        "Conv", name, inputs, layer.output(), layer.activation(), Layout.attributes(layer));
  }

  @Override
  void write(String name, Addition layer) {
    List<String> inputs = List.of(layer.left().name(), layer.right().name());
    nodeWithClip("Add", name, inputs, layer.output(), layer.activation(), Map.of());
  }

  @Override
  void write(String name, AveragePool layer) {
    graph.node(
        layer.isGlobal() ? "GlobalAveragePool" : "AveragePool",
        name,
        List.of(layer.input().name()),
        layer.output().name(),
        layer.isGlobal() ? Map.of() : Layout.attributes(layer.window()));
  }

  @Override
  void writeLogits(String last, String flat) {
    graph.node("Flatten", "flatten", List.of(last), flat, Map.of("axis", 1L));
  }

  private void nodeWithClip(
      String operator,
      String name,
      List<String> inputs,
      FeatureMap output,
      Activation activation,
      Map<String, ?> attributes) {
    if (activation == Activation.NONE) {
      graph.node(operator, name, inputs, output.name(), attributes);
      return;
    }
    String unclipped = output.name() + "_unclipped";
    graph.node(operator, name, inputs, unclipped, attributes);
    List<String> bounds =
        List.of(
            unclipped,
            graph.floats("relu6_low", new float[] {0}),
            graph.floats("relu6_high", new float[] {Activation.SIX}));
    graph.node("Clip", name + "_clip", bounds, output.name(), Map.of());
  }
}
