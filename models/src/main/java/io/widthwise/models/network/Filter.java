package io.widthwise.models.network;

import java.util.Arrays;

/**
 * Weights and biases of a convolution.
 *
 * @param weights uint8, {@code [outputs, rows, columns, inputs]}; of a depthwise convolution {@code
 *     [rows, columns, channels]}
 * @param quantization what the weights stand for
 * @param bias int32, one an output, in steps of input scale times weight scale
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody changes or compares
public record Filter(byte[] weights, Quantization quantization, int[] bias) {

  /** Returns the same without output {@code index}; for dense convolutions only. */
  Filter withoutOutput(int index) {
    int each = weights.length / bias.length;
    byte[] fewerWeights = new byte[weights.length - each];
    System.arraycopy(weights, 0, fewerWeights, 0, index * each);
    System.arraycopy(
        weights,
        (index + 1) * each,
        fewerWeights,
        index * each,
        fewerWeights.length - index * each);
    int[] fewerBiases = new int[bias.length - 1];
    System.arraycopy(bias, 0, fewerBiases, 0, index);
    System.arraycopy(bias, index + 1, fewerBiases, index, fewerBiases.length - index);
    return new Filter(fewerWeights, quantization, fewerBiases);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Filter filter
        && quantization.equals(filter.quantization)
        && Arrays.equals(weights, filter.weights)
        && Arrays.equals(bias, filter.bias);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Arrays.hashCode(bias);
  }
}
