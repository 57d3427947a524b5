package io.widthwise.models.mobilenet;

import java.util.List;

/**
 * What {@code models cost --json} prints of one network; the field names are its contract.
 *
 * @param network for example {@code 0.5@160}
 * @param width multiplier alpha
 * @param resolution side of the input, pixels
 * @param classes number of classes
 * @param body {@code SEPARABLE}, {@code FULL_CONVOLUTIONS} or {@code SHALLOW}
 * @param layers input to output
 * @param kinds those that cost anything
 * @param multiplyAdds of one inference
 * @param parameters weights alone
 * @param foldedParameters weights and biases when batch normalisation is folded
 * @param other the same width, resolution and classes with full convolutions; of full convolutions,
 *     the separable network
 */
record CostReport(
    String network,
    double width,
    int resolution,
    int classes,
    Body body,
    List<Layer> layers,
    List<Kind> kinds,
    long multiplyAdds,
    long parameters,
    long foldedParameters,
    Other other) {

  /** One layer: its shape and cost. */
  record Layer(
      String name,
      LayerKind kind,
      int kernel,
      int stride,
      int inputSide,
      int inputChannels,
      int outputSide,
      int outputChannels,
      long multiplyAdds,
      long parameters) {}

  /** All layers of a kind; shares are 0 to 1. */
  record Kind(
      LayerKind kind,
      long multiplyAdds,
      double multiplyAddsShare,
      long parameters,
      double parametersShare) {}

  /** The network to compare with, and how many times as much as this one it costs. */
  record Other(
      Body body,
      long multiplyAdds,
      double multiplyAddsFactor,
      long parameters,
      double parametersFactor) {}

  CostReport {
    layers = List.copyOf(layers);
    kinds = List.copyOf(kinds);
  }

  static CostReport of(MobileNetV1 network) {
    NetworkCost cost = CostModel.of(network);
    Cost total = cost.total();
    return new CostReport(
        network.id(),
        network.width(),
        network.resolution(),
        network.classes(),
        network.body(),
        cost.layers().stream().map(CostReport::layer).toList(),
        cost.byKind().entrySet().stream()
            .filter(entry -> !entry.getValue().equals(Cost.NOTHING))
            .map(entry -> kind(entry.getKey(), entry.getValue(), total))
            .toList(),
        total.multiplyAdds(),
        total.parameters(),
        total.foldedParameters(),
        compare(network, total));
  }

  private static Layer layer(NetworkCost.LayerCost each) {
    LayerSpec layer = each.layer();
    return new Layer(
        layer.name(),
        layer.kind(),
        layer.kernel(),
        layer.stride(),
        layer.inputSide(),
        layer.inputChannels(),
        layer.outputSide(),
        layer.outputChannels(),
        each.cost().multiplyAdds(),
        each.cost().parameters());
  }

  private static Kind kind(LayerKind kind, Cost cost, Cost total) {
    return new Kind(
        kind,
        cost.multiplyAdds(),
        ratio(cost.multiplyAdds(), total.multiplyAdds()),
        cost.parameters(),
        ratio(cost.parameters(), total.parameters()));
  }

  private static Other compare(MobileNetV1 network, Cost total) {
    Body body = network.body() == Body.FULL_CONVOLUTIONS ? Body.SEPARABLE : Body.FULL_CONVOLUTIONS;
    Cost other = CostModel.of(network.with(body)).total();
    return new Other(
        body,
        other.multiplyAdds(),
        ratio(other.multiplyAdds(), total.multiplyAdds()),
        other.parameters(),
        ratio(other.parameters(), total.parameters()));
  }

  private static double ratio(long part, long whole) {
    return (double) part / whole;
  }
}
