package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatActivation;
import java.util.Arrays;

/**
 * What one convolution of the floating-point network gave on the calibration frames, by channel:
 * extremes after its activation on all, means before and after it on those on which biases are
 * corrected. Each picture counts the same whatever its size.
 */
final class LayerSurvey {
  static final float SIX = 6;

  final float[] lowest;
  final float[] highest;
  final double[] meanBefore;
  final double[] meanAfter;
  private int images;

  LayerSurvey(int channels) {
    lowest = new float[channels];
    highest = new float[channels];
    meanBefore = new double[channels];
    meanAfter = new double[channels];
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
  }

  /** Adds one picture's {@code [channels, rows, columns]} before the activation. */
  void add(float[] values, FloatActivation activation, boolean toMeans) {
    addToExtremes(values, activation);
    if (toMeans) {
      images++;
      addToMeans(values, activation);
    }
  }

  private void addToExtremes(float[] values, FloatActivation activation) {
    int area = values.length / lowest.length;
    for (int i = 0; i < values.length; i++) {
      float active = active(activation, values[i]);
      int channel = i / area;
      lowest[channel] = Math.min(lowest[channel], active);
      highest[channel] = Math.max(highest[channel], active);
    }
  }

  private void addToMeans(float[] values, FloatActivation activation) {
    int area = values.length / lowest.length;
    for (int channel = 0; channel < lowest.length; channel++) {
      double before = 0;
      double after = 0;
      for (int i = channel * area; i < (channel + 1) * area; i++) {
        before += values[i];
        after += active(activation, values[i]);
      }
      meanBefore[channel] += (before / area - meanBefore[channel]) / images;
      meanAfter[channel] += (after / area - meanAfter[channel]) / images;
    }
  }

  static float active(FloatActivation activation, float value) {
    return switch (activation) {
      case NONE -> value;
      case RELU -> Math.max(0, value);
      case RELU6 -> Math.min(SIX, Math.max(0, value));
    };
  }

  /** Changes the survey to that of channels divided by {@code divisors}. */
  void divide(float[] divisors) {
    for (int i = 0; i < divisors.length; i++) {
      lowest[i] /= divisors[i];
      highest[i] /= divisors[i];
      meanBefore[i] /= divisors[i];
      meanAfter[i] /= divisors[i];
    }
  }

  /** Returns the largest magnitude of a channel after its activation. */
  float magnitude(int channel) {
    return Math.max(Math.abs(lowest[channel]), Math.abs(highest[channel]));
  }

  float lowest() {
    float value = 0;
    for (float low : lowest) {
      value = Math.min(value, low);
    }
    return value;
  }

  float highest() {
    float value = 0;
    for (float high : highest) {
      value = Math.max(value, high);
    }
    return value;
  }
}
