package io.widthwise.models.mobilenet;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a network costs.
 *
 * @param network which
 * @param layers what each layer costs, input to output
 */
public record NetworkCost(MobileNetV1 network, List<LayerCost> layers) {

  /**
   * What one layer costs.
   *
   * @param layer which
   * @param cost how much
   */
  public record LayerCost(LayerSpec layer, Cost cost) {}

  public NetworkCost {
    layers = List.copyOf(layers);
  }

  /** Returns what all layers cost together. */
  public Cost total() {
    return layers.stream().map(LayerCost::cost).reduce(Cost.NOTHING, Cost::plus);
  }

  /** Returns what the layers of each kind cost together; only kinds that the network has. */
  public Map<LayerKind, Cost> byKind() {
    Map<LayerKind, Cost> kinds = new EnumMap<>(LayerKind.class);
    for (LayerCost each : layers) {
      kinds.merge(each.layer().kind(), each.cost(), Cost::plus);
    }
    return kinds;
  }
}
