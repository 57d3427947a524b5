package io.widthwise.models.quantise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds channels that are always zero, so that ONNX Runtime's kernels, which work on sixteen
 * channels at a time, find whole groups. The results of the other channels stay the same bytes.
 */
final class ChannelPadding {
  /** Channels that ONNX Runtime's symmetric kernels take at a time. */
  static final int GROUP = 16;

  private ChannelPadding() {}

  /**
   * Rounds the channels between layers up to whole groups, where that adds at most {@code share} of
   * them; what the last layer yields stays.
   */
  static List<QuantisedConvolution> pad(List<QuantisedConvolution> layers, double share) {
    List<QuantisedConvolution> padded = new ArrayList<>();
    int lastDense = lastDense(layers);
    int inputs = layers.get(0).inputs();
    for (int i = 0; i < layers.size(); i++) {
      QuantisedConvolution layer = layers.get(i);
      int outputs =
          layer.depthwise()
              ? inputs
              : i < lastDense ? rounded(layer.outputs(), share) : layer.outputs();
      padded.add(widened(layer, inputs, outputs));
      inputs = outputs;
    }
    return padded;
  }

  private static int lastDense(List<QuantisedConvolution> layers) {
    int last = layers.size() - 1;
    while (last > 0 && layers.get(last).depthwise()) {
      last--;
    }
    return last;
  }

  private static int rounded(int channels, double share) {
    int whole = (channels + GROUP - 1) / GROUP * GROUP;
    return whole - channels <= share * channels ? whole : channels;
  }

  private static QuantisedConvolution widened(QuantisedConvolution layer, int inputs, int outputs) {
    if (inputs == layer.inputs() && outputs == layer.outputs()) {
      return layer;
    }
    int pixels = layer.window().height() * layer.window().width();
    int oldDepth = layer.depthwise() ? 1 : layer.inputs();
    int newDepth = layer.depthwise() ? 1 : inputs;
    byte[] weights = new byte[outputs * newDepth * pixels];
    for (int output = 0; output < layer.outputs(); output++) {
      System.arraycopy(
          layer.weights(),
          output * oldDepth * pixels,
          weights,
          output * newDepth * pixels,
          oldDepth * pixels);
    }
    float[] scales = Arrays.copyOf(layer.weightScales(), outputs);
    Arrays.fill(scales, layer.outputs(), outputs, layer.weightScales()[0]);
    return new QuantisedConvolution(
        layer.name(),
        inputs,
        outputs,
        layer.window(),
        layer.depthwise(),
        weights,
        scales,
        Arrays.copyOf(layer.bias(), outputs),
        layer.input(),
        layer.output());
  }
}
