package io.widthwise.bench.factorisation;

import io.widthwise.models.floating.FloatActivation;
import io.widthwise.models.floating.FloatConvolution;
import io.widthwise.models.floating.FloatDense;
import io.widthwise.models.floating.FloatNetwork;
import io.widthwise.models.mobilenet.LayerKind;
import io.widthwise.models.mobilenet.LayerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Gives an architecture weights: random ones, since a convolution takes as long whatever they are,
 * of a size that keeps features in the range of normal numbers (He et al., arXiv 1502.01852).
 */
final class RandomWeights {
  private static final float PIXEL_MEAN = 127.5f;

  private final Random random = new Random(1);

  /**
   * Builds a network.
   *
   * @param layers convolutions, then pooling, a fully connected layer and softmax
   */
  FloatNetwork network(List<LayerSpec> layers) {
    List<FloatConvolution> convolutions =
        layers.stream().filter(RandomWeights::isConvolution).map(this::convolution).toList();
    LayerSpec classifier =
        layers.stream()
            .filter(layer -> layer.kind() == LayerKind.FULLY_CONNECTED)
            .findFirst()
            .orElseThrow();
    int features = classifier.inputChannels();
    int classes = classifier.outputChannels();
    return new FloatNetwork(
        colours(PIXEL_MEAN),
        colours(1 / PIXEL_MEAN),
        convolutions,
        new FloatDense(
            weights(classes * features, features), new float[classes], features, classes));
  }

  private static boolean isConvolution(LayerSpec layer) {
    return switch (layer.kind()) {
      case CONVOLUTION, DEPTHWISE, POINTWISE -> true;
      case POOL, FULLY_CONNECTED, SOFTMAX -> false;
    };
  }

  private FloatConvolution convolution(LayerSpec layer) {
    boolean depthwise = layer.kind() == LayerKind.DEPTHWISE;
    int inputs = (depthwise ? 1 : layer.inputChannels()) * layer.kernel() * layer.kernel();
    int padding =
        Math.max(0, (layer.outputSide() - 1) * layer.stride() + layer.kernel() - layer.inputSide());
    int before = padding / 2;
    int after = padding - before;
    return new FloatConvolution(
        layer.name(),
        layer.inputChannels(),
        layer.outputChannels(),
        layer.kernel(),
        layer.stride(),
        before,
        before,
        after,
        after,
        depthwise,
        weights(layer.outputChannels() * inputs, inputs),
        new float[layer.outputChannels()],
        FloatActivation.RELU);
  }

  private float[] weights(int count, int inputs) {
    float[] weights = new float[count];
    double deviation = Math.sqrt(2.0 / inputs);
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (deviation * (2 * random.nextFloat() - 1) * Math.sqrt(3));
    }
    return weights;
  }

  private static float[] colours(float value) {
    float[] values = new float[FloatNetwork.COLOURS];
    Arrays.fill(values, value);
    return values;
  }
}
