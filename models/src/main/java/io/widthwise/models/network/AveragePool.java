package io.widthwise.models.network;

import java.util.List;

/**
 * The mean of each channel over a window; padding does not count.
 *
 * @param input what it reads
 * @param output the means
 * @param window kernel, stride and padding
 */
public record AveragePool(FeatureMap input, FeatureMap output, Window window) implements Layer {

  public AveragePool {
    window.requireFits(input, output);
    if (input.channels() != output.channels()) {
      throw new IllegalArgumentException(
          "pooling %d channels cannot yield %d".formatted(input.channels(), output.channels()));
    }
  }

  /** Returns whether this pools each channel to one value. */
  public boolean isGlobal() {
    return window.covers(input);
  }

  @Override
  public List<FeatureMap> inputs() {
    return List.of(input);
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  public long parameters() {
    return 0;
  }
}
