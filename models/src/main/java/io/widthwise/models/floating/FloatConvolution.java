package io.widthwise.models.floating;

import java.util.Arrays;

/**
 * A convolution with batch normalisation folded in; dense, or depthwise (one kernel a channel).
 *
 * @param name for people and error messages
 * @param inputs channels read
 * @param outputs channels yielded; depthwise as many as are read
 * @param kernel rows and columns of the kernel
 * @param stride rows and columns between outputs
 * @param padTop rows of zeros before the first
 * @param padLeft columns of zeros before the first
 * @param padBottom rows of zeros after the last
 * @param padRight columns of zeros after the last
 * @param depthwise whether each channel is convolved by itself
 * @param weights {@code [outputs, inputs / groups, kernel, kernel]}
 * @param bias {@code [outputs]}
 * @param activation applied to the result
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody changes
public record FloatConvolution(
    String name,
    int inputs,
    int outputs,
    int kernel,
    int stride,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight,
    boolean depthwise,
    float[] weights,
    float[] bias,
    FloatActivation activation) {

  public FloatConvolution {
    if (inputs < 1 || outputs < 1 || kernel < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "%s: channels, kernel and stride must be at least 1 but are %d to %d, %d and %d"
              .formatted(name, inputs, outputs, kernel, stride));
    }
    if (Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
      throw new IllegalArgumentException(name + ": padding must not be negative");
    }
    if (depthwise && inputs != outputs) {
      throw new IllegalArgumentException(
          "%s: a depthwise convolution of %d channels yields %d; depth multipliers are not supported"
              .formatted(name, inputs, outputs));
    }
    long expected = (long) outputs * (depthwise ? 1 : inputs) * kernel * kernel;
    if (weights.length != expected) {
      throw new IllegalArgumentException(
          "%s: expected %d weights but there are %d".formatted(name, expected, weights.length));
    }
    if (bias.length != outputs) {
      throw new IllegalArgumentException(
          "%s: expected %d biases but there are %d".formatted(name, outputs, bias.length));
    }
  }

  /** Returns how many weights lead to one output: those of {@code [inputs / groups, k, k]}. */
  public int weightsAnOutput() {
    return weights.length / outputs;
  }

  /** Returns the same convolution with other parameters. */
  public FloatConvolution with(float[] newWeights, float[] newBias) {
    return with(newWeights, newBias, activation);
  }

  /** Returns the same convolution with another activation. */
  public FloatConvolution with(FloatActivation newActivation) {
    return with(weights, bias, newActivation);
  }

  private FloatConvolution with(
      float[] newWeights, float[] newBias, FloatActivation newActivation) {
    return new FloatConvolution(
        name,
        inputs,
        outputs,
        kernel,
        stride,
        padTop,
        padLeft,
        padBottom,
        padRight,
        depthwise,
        newWeights,
        newBias,
        newActivation);
  }

  /** Compares everything but the name. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatConvolution that
        && inputs == that.inputs
        && outputs == that.outputs
        && kernel == that.kernel
        && stride == that.stride
        && padTop == that.padTop
        && padLeft == that.padLeft
        && padBottom == that.padBottom
        && padRight == that.padRight
        && depthwise == that.depthwise
        && activation == that.activation
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Arrays.hashCode(bias);
  }

  @Override
  public String toString() {
    return "%s: %s %dx%d stride %d, %d to %d channels, %s"
        .formatted(
            name,
            depthwise ? "depthwise" : "dense",
            kernel,
            kernel,
            stride,
            inputs,
            outputs,
            activation);
  }
}
