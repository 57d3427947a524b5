package io.widthwise.models.floating;

import java.util.Arrays;

/**
 * The fully connected layer that turns features into one logit a class.
 *
 * @param weights {@code [classes, features]}
 * @param bias {@code [classes]}
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody changes
public record FloatDense(float[] weights, float[] bias, int features, int classes) {

  public FloatDense {
    if (features < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "a classifier needs features and classes but has %d and %d".formatted(features, classes));
    }
    if (weights.length != (long) classes * features) {
      throw new IllegalArgumentException(
          "classifier: expected %d x %d weights but there are %d"
              .formatted(classes, features, weights.length));
    }
    if (bias.length != classes) {
      throw new IllegalArgumentException(
          "classifier: expected %d biases but there are %d".formatted(classes, bias.length));
    }
  }

  /** Returns the layer whose logits are these divided by {@code temperature}. */
  FloatDense cooled(double temperature) {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a temperature must be positive and finite but is " + temperature);
    }
    return new FloatDense(
        divided(weights, temperature), divided(bias, temperature), features, classes);
  }

  private static float[] divided(float[] values, double divisor) {
    float[] quotients = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      quotients[i] = (float) (values[i] / divisor);
    }
    return quotients;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatDense that
        && features == that.features
        && classes == that.classes
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Arrays.hashCode(bias);
  }

  @Override
  public String toString() {
    return "classifier: %d features to %d classes".formatted(features, classes);
  }
}
