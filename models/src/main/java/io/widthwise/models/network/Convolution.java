package io.widthwise.models.network;

import java.util.List;

/**
 * A convolution, dense or depthwise (one kernel a channel), or a fully connected layer over a
 * vector.
 *
 * @param input what it reads
 * @param output what it yields; depthwise as many channels as the input
 * @param filter weights and biases
 * @param window kernel, stride and padding; padding holds the input's zero point
 * @param depthwise whether each channel is convolved by itself
 * @param activation what is applied to the result
 */
public record Convolution(
    FeatureMap input,
    FeatureMap output,
    Filter filter,
    Window window,
    boolean depthwise,
    Activation activation)
    implements Layer {

  public Convolution {
    window.requireFits(input, output);
    if (depthwise && input.channels() != output.channels()) {
      throw new IllegalArgumentException(
          "a depthwise convolution of %d channels yields %d; depth multipliers are not supported"
              .formatted(input.channels(), output.channels()));
    }
    long kernel = (long) window.height() * window.width() * output.channels();
    long expected = depthwise ? kernel : kernel * input.channels();
    if (filter.weights().length != expected) {
      throw new IllegalArgumentException(
          "expected %d weights but there are %d".formatted(expected, filter.weights().length));
    }
    if (filter.bias().length != output.channels()) {
      throw new IllegalArgumentException(
          "expected %d biases but there are %d".formatted(output.channels(), filter.bias().length));
    }
  }

  @Override
  public List<FeatureMap> inputs() {
    return List.of(input);
  }

  @Override
  public long multiplyAdds() {
    long outputs = (long) output.height() * output.width() * output.channels();
    long each = (long) window.height() * window.width() * (depthwise ? 1 : input.channels());
    return outputs * each;
  }

  @Override
  public long parameters() {
    return (long) filter.weights().length + filter.bias().length;
  }

  /** Returns the same without output channel {@code index}; for dense convolutions only. */
  Convolution withoutOutput(int index) {
    FeatureMap fewer =
        new FeatureMap(
            output.name(),
            output.height(),
            output.width(),
            output.channels() - 1,
            output.quantization());
    return new Convolution(
        input, fewer, filter.withoutOutput(index), window, depthwise, activation);
  }
}
