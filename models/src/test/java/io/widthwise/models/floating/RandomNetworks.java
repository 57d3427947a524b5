package io.widthwise.models.floating;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small networks of random weights, shaped like MobileNet V1. */
public final class RandomNetworks {
  private final Random random;
  private final FloatActivation activation;
  private final List<FloatConvolution> layers = new ArrayList<>();

  public RandomNetworks(long seed, FloatActivation activation) {
    this.random = new Random(seed);
    this.activation = activation;
  }

  /** A stem of stride 2 and three separable blocks, the second of stride 2. */
  public static FloatNetwork mobileNet(long seed, FloatActivation activation, int classes) {
    return new RandomNetworks(seed, activation)
        .stem(8)
        .block(16, 1)
        .block(24, 2)
        .block(32, 1)
        .build(classes);
  }

  public RandomNetworks stem(int outputs) {
    return add("stem", 3, outputs, 3, 2, false);
  }

  public RandomNetworks block(int outputs, int stride) {
    int inputs = layers.get(layers.size() - 1).outputs();
    String name = "block" + layers.size() / 2;
    add(name + "_dw", inputs, inputs, 3, stride, true);
    return add(name + "_pw", inputs, outputs, 1, 1, false);
  }

  public FloatNetwork build(int classes) {
    int features = layers.get(layers.size() - 1).outputs();
    FloatDense dense =
        new FloatDense(
            gaussian(classes * features, 3 / Math.sqrt(features)),
            gaussian(classes, 0.3),
            features,
            classes);
    float eighth = 1 / 128f;
    return new FloatNetwork(
        new float[] {128, 128, 128}, new float[] {eighth, eighth, eighth}, layers, dense);
  }

  /** Stride 2 pads below and to the right only, as TensorFlow does. */
  private RandomNetworks add(
      String name, int inputs, int outputs, int kernel, int stride, boolean depthwise) {
    int before = kernel == 3 && stride == 1 ? 1 : 0;
    int after = kernel == 3 ? 1 : 0;
    int fanIn = (depthwise ? 1 : inputs) * kernel * kernel;
    layers.add(
        new FloatConvolution(
            name,
            inputs,
            outputs,
            kernel,
            stride,
            before,
            before,
            after,
            after,
            depthwise,
            gaussian(outputs * fanIn, Math.sqrt(2.0 / fanIn)),
            gaussian(outputs, 0.2),
            activation));
    return this;
  }

  private float[] gaussian(int size, double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
