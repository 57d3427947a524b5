package io.widthwise.models.mobilenet;

/**
 * What a layer or a network costs. "Parameters" means different numbers to different people, so
 * each way of counting is a method of its own.
 *
 * @param multiplyAdds of one inference on one image: each multiplication of a weight by a feature
 *     together with its addition counts one; biases, batch normalisation, ReLU, pooling and softmax
 *     count nothing
 * @param weights kernels and the classifier's matrix
 * @param biases of the classifier; convolutions have none, their batch normalisation shifts
 * @param normalisedChannels output channels that are batch-normalised: those of convolutions
 */
public record Cost(long multiplyAdds, long weights, long biases, long normalisedChannels) {
  /** What pooling and softmax cost. */
  public static final Cost NOTHING = new Cost(0, 0, 0, 0);

  public Cost {
    if (Math.min(Math.min(multiplyAdds, weights), Math.min(biases, normalisedChannels)) < 0) {
      throw new IllegalArgumentException("a cost must not be negative");
    }
  }

  /**
   * Returns the parameters as the paper counts them: weights alone, neither biases nor batch
   * normalisation. Only so do all four parameter shares of its Table 2 come out to the last digit.
   */
  public long parameters() {
    return weights;
  }

  /**
   * Returns the parameters of the graph that is served, batch normalisation folded: weights, and a
   * bias for each output channel. This is {@code parameters} in a bundle.
   */
  public long foldedParameters() {
    return weights + biases + normalisedChannels;
  }

  /** Returns what is trained: weights, biases, and batch normalisation's scale and offset. */
  public long trainedParameters() {
    return weights + biases + 2 * normalisedChannels;
  }

  /** Returns what a checkpoint holds: what is trained, and the running mean and variance. */
  public long storedParameters() {
    return weights + biases + 4 * normalisedChannels;
  }

  /** Returns both together. */
  public Cost plus(Cost other) {
    return new Cost(
        multiplyAdds + other.multiplyAdds,
        weights + other.weights,
        biases + other.biases,
        normalisedChannels + other.normalisedChannels);
  }
}
