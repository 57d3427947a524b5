package io.widthwise.models.onnx;

import io.widthwise.models.network.Activation;
import io.widthwise.models.network.Addition;
import io.widthwise.models.network.AveragePool;
import io.widthwise.models.network.ClampRange;
import io.widthwise.models.network.Convolution;
import io.widthwise.models.network.FeatureMap;
import io.widthwise.models.network.Filter;
import io.widthwise.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Integer arithmetic, that of TensorFlow Lite: uint8 activations with TFLite's scales and zero
 * points, int32 biases and accumulators. uint8 weights are written as int8, 128 less with a zero
 * point 128 less, which is the same real weight: uint8 by int8 is the product that CPUs have an
 * instruction for. A raw pixel is already the quantised input (zero point 128, scale 1/128), so no
 * normalisation is computed, and padding is the zero point.
 *
 * <p>What differs from TFLite: results are requantised with a float multiplier, rounding halves to
 * even, where TFLite has a 31-bit fixed-point one; a layer's output may so differ by one step.
 */
public final class Int8Writer extends NetworkWriter {
  private static final int SIGN_SHIFT = 128;

  /** Writes {@code network}. */
  public Int8Writer(Network network) {
    super(network, "int8");
  }

  @Override
  void writeInput(String output) {
    graph.node(
        "Transpose", "channels_first", List.of(INPUT), output, Map.of("perm", Layout.NHWC_TO_NCHW));
  }

  @Override
  void write(String name, Convolution layer) {
    Filter filter = layer.filter();
    int[] order = Layout.weightOrder(layer);
    byte[] weights = new byte[order.length];
    for (int i = 0; i < order.length; i++) {
      weights[i] = (byte) (Byte.toUnsignedInt(filter.weights()[order[i]]) - SIGN_SHIFT);
    }
    byte zeroPoint = (byte) (filter.quantization().zeroPoint() - SIGN_SHIFT);
    List<String> inputs = new ArrayList<>(quantised(layer.input()));
    inputs.add(graph.int8(name + "_w", weights, Layout.weightShape(layer)));
    inputs.add(graph.floats(name + "_w_scale", new float[] {filter.quantization().scale()}));
    inputs.add(graph.int8(name + "_w_zero", new byte[] {zeroPoint}));
    inputs.addAll(quantisation(layer.output()));
    inputs.add(graph.ints(name + "_b", filter.bias(), filter.bias().length));
    nodeWithClamp(
        OnnxGraph.STANDARD,
        "QLinearConv",
        name,
        inputs,
        layer.output(),
        layer.activation(),
        Layout.attributes(layer));
  }

  @Override
  void write(String name, Addition layer) {
    List<String> inputs = new ArrayList<>(quantised(layer.left()));
    inputs.addAll(quantised(layer.right()));
    inputs.addAll(quantisation(layer.output()));
    nodeWithClamp(
        OnnxGraph.MICROSOFT,
        "QLinearAdd",
        name,
        inputs,
        layer.output(),
        layer.activation(),
        Map.of());
  }

  @Override
  void write(String name, AveragePool layer) {
    List<String> inputs = new ArrayList<>(quantised(layer.input()));
    inputs.addAll(quantisation(layer.output()));
    graph.node(
        OnnxGraph.MICROSOFT,
        layer.isGlobal() ? "QLinearGlobalAveragePool" : "QLinearAveragePool",
        name,
        inputs,
        layer.output().name(),
        layer.isGlobal() ? Map.of() : Layout.attributes(layer.window()));
  }

  @Override
  void writeLogits(String last, String flat) {
    graph.node("Flatten", "flatten", List.of(last), flat + "_quantised", Map.of("axis", 1L));
    List<String> inputs = new ArrayList<>(List.of(flat + "_quantised"));
    inputs.addAll(quantisation(network.last().output()));
    graph.node("DequantizeLinear", "dequantise", inputs, flat, Map.of());
  }

  /**
   * Writes an operator and what clamps its result. Where the quantised range ends at 6 anyway,
   * saturation is the clamp; elsewhere a Clip follows.
   */
  private void nodeWithClamp(
      String domain,
      String operator,
      String name,
      List<String> inputs,
      FeatureMap output,
      Activation activation,
      Map<String, ?> attributes) {
    ClampRange clamp = activation.clamp(output.quantization());
    if (clamp.equals(ClampRange.FULL)) {
      graph.node(domain, operator, name, inputs, output.name(), attributes);
      return;
    }
    String unclamped = output.name() + "_unclamped";
    graph.node(domain, operator, name, inputs, unclamped, attributes);
    List<String> bounds =
        List.of(
            unclamped,
            graph.uint8(name + "_low", clamp.low()),
            graph.uint8(name + "_high", clamp.high()));
    graph.node("Clip", name + "_clip", bounds, output.name(), Map.of());
  }

  private List<String> quantised(FeatureMap map) {
    List<String> names = new ArrayList<>(List.of(map.name()));
    names.addAll(quantisation(map));
    return names;
  }

  private List<String> quantisation(FeatureMap map) {
    return List.of(
        graph.floats(map.name() + "_scale", new float[] {map.quantization().scale()}),
        graph.uint8(map.name() + "_zero", map.quantization().zeroPoint()));
  }
}
