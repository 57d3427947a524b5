package io.widthwise.models.mobilenet;

/**
 * Counts what a layer costs, exactly (section 3.1 of arXiv 1704.04861). With kernel side {@code k},
 * {@code M} input channels, {@code N} output channels and output side {@code f}:
 *
 * <pre>
 *   full convolution     k k M N f f   multiply-adds   k k M N   weights
 *   depthwise            k k M f f                     k k M
 *   pointwise            M N f f                       M N
 *   fully connected      M N                           M N
 * </pre>
 *
 * <p>So depthwise and pointwise together cost {@code 1/N + 1/(k k)} of the full convolution.
 *
 * <p>The paper writes the sides of input and output alike, for stride 1. Where they differ it is
 * the output's side that counts, since a kernel is applied once for each output.
 */
public final class CostModel {
  private CostModel() {}

  /** Returns what one layer costs. */
  public static Cost of(LayerSpec layer) {
    long outputs = layer.outputChannels();
    long pixels = (long) layer.outputSide() * layer.outputSide();
    long kernel = (long) layer.kernel() * layer.kernel();
    return switch (layer.kind()) {
      case CONVOLUTION, POINTWISE -> {
        long weights = kernel * layer.inputChannels() * outputs;
        yield new Cost(weights * pixels, weights, 0, outputs);
      }
      case DEPTHWISE -> {
        long weights = kernel * outputs;
        yield new Cost(weights * pixels, weights, 0, outputs);
      }
      case FULLY_CONNECTED -> {
        long weights = layer.inputChannels() * outputs;
        yield new Cost(weights, weights, outputs, 0);
      }
      case POOL, SOFTMAX -> Cost.NOTHING;
    };
  }

  /** Returns what each layer of {@code network} costs. */
  public static NetworkCost of(MobileNetV1 network) {
    return new NetworkCost(
        network,
        network.layers().stream()
            .map(layer -> new NetworkCost.LayerCost(layer, of(layer)))
            .toList());
  }
}
