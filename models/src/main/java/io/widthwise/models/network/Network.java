package io.widthwise.models.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network from pixels to its last layer's output, layers in an order in which they can run.
 *
 * @param input raw RGB pixels
 * @param layers at least one; each reads the input or what an earlier layer yields
 */
public record Network(FeatureMap input, List<Layer> layers) {

  public Network {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    Set<FeatureMap> known = new HashSet<>(Set.of(input));
    for (Layer layer : layers) {
      if (!known.containsAll(layer.inputs())) {
        throw new IllegalArgumentException(
            layer.output().name() + " is computed from something that nothing before it yields");
      }
      if (!known.add(layer.output())) {
        throw new IllegalArgumentException(layer.output().name() + " is computed twice");
      }
    }
  }

  /** Returns the last layer. */
  public Layer last() {
    return layers.get(layers.size() - 1);
  }

  /** Returns whether the last layer scores classes: dense, over pooled features, not clamped. */
  public boolean hasClassifier() {
    return last() instanceof Convolution convolution
        && !convolution.depthwise()
        && convolution.input().isVector()
        && convolution.output().isVector()
        && convolution.activation() == Activation.NONE;
  }

  /** Returns the number of classes, or of features where there is no classifier. */
  public int classes() {
    return last().output().channels();
  }

  /** Returns the multiply-adds of one image. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(Layer::multiplyAdds).sum();
  }

  /** Returns the number of weights and biases. */
  public long parameters() {
    return layers.stream().mapToLong(Layer::parameters).sum();
  }

  /**
   * Returns the same network without one class, its weights and its bias.
   *
   * @throws IllegalStateException if this is no classifier or would be left without classes
   */
  public Network withoutClass(int index) {
    if (!hasClassifier() || classes() < 2) {
      throw new IllegalStateException("Only a classifier of two classes or more can lose one");
    }
    List<Layer> others = new ArrayList<>(layers);
    others.set(layers.size() - 1, ((Convolution) last()).withoutOutput(index));
    return new Network(input, others);
  }
}
