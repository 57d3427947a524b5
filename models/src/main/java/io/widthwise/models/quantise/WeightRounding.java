package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatConvolution;
import io.widthwise.models.network.Quantization;
import io.widthwise.models.network.Window;

/** Rounds a convolution's weights and biases: symmetric, one scale an output channel. */
final class WeightRounding {
  /** Biases stay well within int32, so that sums do too. */
  private static final double LARGEST_BIAS = 1 << 29;

  private WeightRounding() {}

  static QuantisedConvolution round(
      FloatConvolution layer, Quantization input, Quantization output, int steps) {
    byte[] weights = new byte[layer.weights().length];
    float[] scales = new float[layer.outputs()];
    int[] bias = new int[layer.outputs()];
    int each = layer.weightsAnOutput();
    for (int channel = 0; channel < scales.length; channel++) {
      float scale = scale(layer, channel, input, steps);
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        int rounded = Math.round(layer.weights()[i] / scale);
        weights[i] = (byte) Math.max(-steps, Math.min(steps, rounded));
      }
      scales[channel] = scale;
      bias[channel] = steps(layer.bias()[channel], scale, input);
    }
    return new QuantisedConvolution(
        layer.name(),
        layer.inputs(),
        layer.outputs(),
        window(layer),
        layer.depthwise(),
        weights,
        scales,
        bias,
        input,
        output);
  }

  /** Returns a bias in steps of a channel's sums. */
  static int steps(double bias, float weightScale, Quantization input) {
    return (int) Math.round(bias / ((double) weightScale * input.scale()));
  }

  /** Large enough for the largest weight, and for the bias to fit: all weights may be zero. */
  private static float scale(FloatConvolution layer, int channel, Quantization input, int steps) {
    int each = layer.weightsAnOutput();
    float largest = 0;
    for (int i = channel * each; i < (channel + 1) * each; i++) {
      largest = Math.max(largest, Math.abs(layer.weights()[i]));
    }
    double forBias = Math.abs(layer.bias()[channel]) / (LARGEST_BIAS * input.scale());
    double scale = Math.max((double) largest / steps, forBias);
    return (float) Math.max(scale, Float.MIN_NORMAL);
  }

  private static Window window(FloatConvolution layer) {
    return new Window(
        layer.kernel(),
        layer.kernel(),
        layer.stride(),
        layer.stride(),
        layer.padTop(),
        layer.padLeft(),
        layer.padBottom(),
        layer.padRight());
  }
}
