package io.widthwise.models.quantise;

import io.widthwise.models.network.Quantization;
import io.widthwise.models.network.Window;
import java.util.Arrays;

/**
 * A convolution of bytes: {@code output = saturate(zero + round(sum * inputScale * weightScale /
 * outputScale))}, sums in int32. Saturation at the output's zero point 0 is RELU.
 *
 * @param name for people and node names
 * @param inputs channels read
 * @param outputs channels yielded; depthwise as many as are read
 * @param window kernel, stride and padding; padding holds the input's zero point
 * @param depthwise whether each channel is convolved by itself
 * @param weights int8, zero point 0, {@code [outputs, inputs / groups, rows, columns]}
 * @param weightScales real value of one step, one an output
 * @param bias int32, one an output, in steps of input scale times weight scale
 * @param input what the bytes read stand for
 * @param output what the bytes yielded stand for
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody changes
public record QuantisedConvolution(
    String name,
    int inputs,
    int outputs,
    Window window,
    boolean depthwise,
    byte[] weights,
    float[] weightScales,
    int[] bias,
    Quantization input,
    Quantization output) {

  public QuantisedConvolution {
    long expected = (long) outputs * (depthwise ? 1 : inputs) * window.height() * window.width();
    if (weights.length != expected) {
      throw new IllegalArgumentException(
          "%s: expected %d weights but there are %d".formatted(name, expected, weights.length));
    }
    if (weightScales.length != outputs || bias.length != outputs) {
      throw new IllegalArgumentException(
          "%s: expected %d scales and biases but there are %d and %d"
              .formatted(name, outputs, weightScales.length, bias.length));
    }
    if (depthwise && inputs != outputs) {
      throw new IllegalArgumentException(
          "%s: a depthwise convolution must yield the %d channels it reads, not %d"
              .formatted(name, inputs, outputs));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantisedConvolution that
        && inputs == that.inputs
        && outputs == that.outputs
        && depthwise == that.depthwise
        && window.equals(that.window)
        && input.equals(that.input)
        && output.equals(that.output)
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(weightScales, that.weightScales)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Arrays.hashCode(bias);
  }

  @Override
  public String toString() {
    return "%s: %s, %d to %d channels".formatted(name, window, inputs, outputs);
  }
}
