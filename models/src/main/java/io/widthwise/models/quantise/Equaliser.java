package io.widthwise.models.quantise;

import io.widthwise.models.floating.FloatActivation;
import io.widthwise.models.floating.FloatConvolution;
import io.widthwise.models.floating.FloatDense;
import io.widthwise.models.floating.FloatNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-layer equalisation (Nagel et al. 2019, arXiv 1906.04721, section 4.1). RELU lets a positive
 * factor pass, {@code f(s x) = s f(x)}, so channel c of a layer may be divided by {@code s_c} and
 * the next layer's weights for it multiplied: the network computes the same, but channels that
 * share a scale come to use the same range of it.
 *
 * <p>The paper has one scale for all weights of a layer and takes {@code s = sqrt(r1 r2) / r2},
 * with r1 and r2 the ranges of the weights that yield and that read the channel. Here every output
 * channel's weights have their own scale. What share one are the activations of a layer, and the
 * weights of one output of the next. So r1 is the channel's measured activation, r2 its weights in
 * the next layer relative to the largest of the same output; where the next layer is depthwise
 * nothing shares a scale with these, and {@code s = r1} brings all activations to one range. The
 * paper's form goes first, since it undoes whatever scales the channels came with.
 *
 * <p>RELU6 does not let a factor pass; layers that have it are left alone.
 */
final class Equaliser {
  /** Ranges below this share of the layer's largest count as that: rare channels keep headroom. */
  private static final float LEAST_SHARE = 1 / 32f;

  /** Rounds of the paper's form, whose pairs of layers overlap; it settles long before. */
  private static final int ROUNDS = 20;

  private final List<FloatConvolution> layers;
  private final List<LayerSurvey> surveys;
  private FloatDense classifier;

  private Equaliser(FloatNetwork network, List<LayerSurvey> surveys) {
    this.layers = new ArrayList<>(network.convolutions());
    this.classifier = network.classifier();
    this.surveys = surveys;
  }

  /**
   * Returns a network that computes the same.
   *
   * @param surveys one a layer; changed to those of the result
   */
  static FloatNetwork equalise(
      FloatNetwork network, List<LayerSurvey> surveys, Equalisation equalisation) {
    Equaliser equaliser = new Equaliser(network, surveys);
    if (equalisation == Equalisation.NONE) {
      return network;
    }
    for (int round = 0; round < ROUNDS; round++) {
      equaliser.round(false);
    }
    if (equalisation == Equalisation.ACTIVATIONS) {
      equaliser.round(true);
    }
    return new FloatNetwork(
        network.mean(), network.scale(), equaliser.layers, equaliser.classifier);
  }

  private void round(boolean activations) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).activation() != FloatActivation.RELU6) {
        scale(i, activations ? byActivations(i) : byWeights(i));
      }
    }
  }

  private float[] byActivations(int position) {
    float[] divisors = new float[layers.get(position).outputs()];
    for (int channel = 0; channel < divisors.length; channel++) {
      divisors[channel] = surveys.get(position).magnitude(channel);
    }
    raise(divisors);
    if (!readDepthwise(position)) {
      float[] reading = readingRanges(position, true);
      for (int channel = 0; channel < divisors.length; channel++) {
        divisors[channel] = (float) Math.sqrt(divisors[channel] / reading[channel]);
      }
    }
    return divisors;
  }

  private float[] byWeights(int position) {
    FloatConvolution layer = layers.get(position);
    float[] yielding = new float[layer.outputs()];
    for (int i = 0; i < layer.weights().length; i++) {
      int channel = i / layer.weightsAnOutput();
      yielding[channel] = Math.max(yielding[channel], Math.abs(layer.weights()[i]));
    }
    raise(yielding);
    float[] reading = readingRanges(position, false);
    for (int channel = 0; channel < yielding.length; channel++) {
      yielding[channel] = (float) Math.sqrt(yielding[channel] / reading[channel]);
    }
    return yielding;
  }

  private boolean readDepthwise(int position) {
    return position + 1 < layers.size() && layers.get(position + 1).depthwise();
  }

  /** Range of the weights that read each channel, on request relative to others of the output. */
  private float[] readingRanges(int position, boolean relative) {
    float[] ranges = new float[layers.get(position).outputs()];
    float[] weights = readingWeights(position);
    boolean depthwise = readDepthwise(position);
    int taps = readingTaps(position);
    int each = depthwise ? taps : ranges.length * taps;
    for (int start = 0; start < weights.length; start += each) {
      float largest = 0;
      for (int i = start; i < start + each; i++) {
        largest = Math.max(largest, Math.abs(weights[i]));
      }
      float unit = relative && largest > 0 ? largest : 1;
      for (int i = start; i < start + each; i++) {
        int channel = i / taps % ranges.length;
        ranges[channel] = Math.max(ranges[channel], Math.abs(weights[i]) / unit);
      }
    }
    raise(ranges);
    return ranges;
  }

  private float[] readingWeights(int position) {
    return position + 1 < layers.size() ? layers.get(position + 1).weights() : classifier.weights();
  }

  private int readingTaps(int position) {
    return position + 1 < layers.size()
        ? layers.get(position + 1).kernel() * layers.get(position + 1).kernel()
        : 1;
  }

  /** Raises small ranges to a share of the largest; where all are zero, to one. */
  private static void raise(float[] ranges) {
    float largest = 0;
    for (float range : ranges) {
      largest = Math.max(largest, range);
    }
    if (largest == 0) {
      Arrays.fill(ranges, 1);
      return;
    }
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = Math.max(ranges[i], largest * LEAST_SHARE);
    }
  }

  private void scale(int position, float[] divisors) {
    FloatConvolution layer = layers.get(position);
    float[] weights = layer.weights().clone();
    float[] bias = layer.bias().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= divisors[i / layer.weightsAnOutput()];
    }
    for (int channel = 0; channel < bias.length; channel++) {
      bias[channel] /= divisors[channel];
    }
    layers.set(position, layer.with(weights, bias));
    surveys.get(position).divide(divisors);

    float[] reading = readingWeights(position).clone();
    int taps = readingTaps(position);
    for (int i = 0; i < reading.length; i++) {
      reading[i] *= divisors[i / taps % divisors.length];
    }
    if (position + 1 < layers.size()) {
      FloatConvolution next = layers.get(position + 1);
      layers.set(position + 1, next.with(reading, next.bias()));
    } else {
      classifier =
          new FloatDense(reading, classifier.bias(), classifier.features(), classifier.classes());
    }
  }
}
