package io.widthwise.models.evaluate;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Probabilities that a graph gave for some images, and their true classes. A softmax's logits are
 * its log-probabilities up to a constant, so {@code softmax(logits / T)} is {@code p^(1/T)} divided
 * by its sum: a temperature can be tried without the logits.
 */
final class ScoredImages {
  /** Stands for a probability that was rounded to 0, so that its logarithm is finite. */
  private static final float LEAST = Float.MIN_NORMAL;

  private final List<float[]> logs = new ArrayList<>();
  private final List<Integer> truths = new ArrayList<>();

  void add(FloatBuffer probabilities, int truth) {
    float[] image = new float[probabilities.capacity()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.log(Math.max(LEAST, probabilities.get(i)));
    }
    logs.add(image);
    truths.add(truth);
  }

  int size() {
    return logs.size();
  }

  /** Mean of {@code -log p(true class)} at a temperature. */
  double negativeLogLikelihood(double temperature) {
    double sum = 0;
    for (int i = 0; i < logs.size(); i++) {
      float[] image = logs.get(i);
      double best = max(image);
      sum += Math.log(total(image, best, temperature));
      sum -= (image[truths.get(i)] - best) / temperature;
    }
    return sum / logs.size();
  }

  /**
   * Derivative of the negative log-likelihood by {@code 1 / T}: mean of the expected less the true
   * class's log-probability. It rises with {@code 1 / T}, as the likelihood is convex in it.
   */
  double slope(double temperature) {
    double sum = 0;
    for (int i = 0; i < logs.size(); i++) {
      float[] image = logs.get(i);
      double best = max(image);
      double weights = 0;
      double weighted = 0;
      for (float log : image) {
        double weight = Math.exp((log - best) / temperature);
        weights += weight;
        weighted += weight * log;
      }
      sum += weighted / weights - image[truths.get(i)];
    }
    return sum / logs.size();
  }

  /** What the images' confidence would be worth at a temperature. */
  Reliability reliability(double temperature) {
    Reliability.Builder reliability = new Reliability.Builder();
    for (int i = 0; i < logs.size(); i++) {
      float[] image = logs.get(i);
      double best = max(image);
      reliability.add(1 / total(image, best, temperature), indexOf(image, best) == truths.get(i));
    }
    return reliability.build();
  }

  private static double total(float[] image, double best, double temperature) {
    double total = 0;
    for (float log : image) {
      total += Math.exp((log - best) / temperature);
    }
    return total;
  }

  private static float max(float[] image) {
    float best = Float.NEGATIVE_INFINITY;
    for (float log : image) {
      best = Math.max(best, log);
    }
    return best;
  }

  private static int indexOf(float[] image, double value) {
    int index = 0;
    while (image[index] != value) {
      index++;
    }
    return index;
  }
}
