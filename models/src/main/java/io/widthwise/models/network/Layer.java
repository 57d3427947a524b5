package io.widthwise.models.network;

import java.util.List;

/** One step of a network. */
public sealed interface Layer permits Convolution, Addition, AveragePool {
  /** Returns what the layer reads. */
  List<FeatureMap> inputs();

  /** Returns what the layer yields. */
  FeatureMap output();

  /**
   * Returns the multiply-adds of one image, as papers count them: borders in full, no additions.
   */
  long multiplyAdds();

  /** Returns the number of weights and biases. */
  long parameters();
}
