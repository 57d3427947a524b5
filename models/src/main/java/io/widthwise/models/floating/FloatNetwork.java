package io.widthwise.models.floating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A classifier of RGB images of any size: {@code (pixel - mean) * scale} a channel, the
 * convolutions in order, the mean over space, the fully connected layer, softmax.
 *
 * @param mean one a colour channel, in pixel values 0 to 255
 * @param scale one a colour channel
 * @param convolutions at least one; the first reads three channels
 * @param classifier reads what the last convolution yields
 */
@SuppressWarnings("ArrayRecordComponent") // three numbers that nobody changes
public record FloatNetwork(
    float[] mean, float[] scale, List<FloatConvolution> convolutions, FloatDense classifier) {
  /** Red, green and blue. */
  public static final int COLOURS = 3;

  public FloatNetwork {
    if (mean.length != COLOURS || scale.length != COLOURS) {
      throw new IllegalArgumentException(
          "mean and scale must have 3 values, red, green and blue, but have %d and %d"
              .formatted(mean.length, scale.length));
    }
    convolutions = List.copyOf(convolutions);
    if (convolutions.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one convolution");
    }
    int channels = COLOURS;
    for (FloatConvolution convolution : convolutions) {
      if (convolution.inputs() != channels) {
        throw new IllegalArgumentException(
            "%s reads %d channels but gets %d"
                .formatted(convolution.name(), convolution.inputs(), channels));
      }
      channels = convolution.outputs();
    }
    if (classifier.features() != channels) {
      throw new IllegalArgumentException(
          "the classifier reads %d features but gets %d"
              .formatted(classifier.features(), channels));
    }
  }

  /**
   * Returns the same function with a scale of 1, multiplied into the first weights instead. The
   * mean cannot go there: padding is zero after it is subtracted.
   */
  public FloatNetwork withScaleFolded() {
    FloatConvolution first = convolutions.get(0);
    float[] weights = first.weights().clone();
    int pixels = first.kernel() * first.kernel();
    for (int i = 0; i < weights.length; i++) {
      // A depthwise first layer has one plane of weights a channel, as outputs.
      weights[i] *= scale[i / pixels % COLOURS];
    }
    List<FloatConvolution> folded = new ArrayList<>(convolutions);
    folded.set(0, first.with(weights, first.bias()));
    return new FloatNetwork(mean, new float[] {1, 1, 1}, folded, classifier);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatNetwork that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(scale, that.scale)
        && convolutions.equals(that.convolutions)
        && classifier.equals(that.classifier);
  }

  @Override
  public int hashCode() {
    return 31 * convolutions.hashCode() + classifier.hashCode();
  }

  @Override
  public String toString() {
    return "%d convolutions, %s, mean %s, scale %s"
        .formatted(convolutions.size(), classifier, Arrays.toString(mean), Arrays.toString(scale));
  }
}
