package io.widthwise.inference.classify;

import io.widthwise.schemas.Label;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the k largest of n probabilities in one pass: a sorted list of the k best so far, whose
 * last is the bar that a candidate must clear. Most candidates cost one comparison.
 */
final class TopK {
  private final List<String> names;
  private final int[] indices;
  private final float[] best;

  TopK(int k, List<String> names) {
    this.names = names;
    int count = Math.min(k, names.size());
    this.indices = new int[count];
    this.best = new float[count];
  }

  /**
   * Returns the best labels, best first, the lower index first among equals.
   *
   * @throws IllegalArgumentException if a value is not a probability
   */
  Prediction of(FloatBuffer probabilities) {
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    int last = best.length - 1;
    for (int i = 0; i < names.size(); i++) {
      float value = probabilities.get(i);
      if (!(value >= 0 && value <= 1.001f)) {
        throw new IllegalArgumentException(
            "class %d has probability %s, which is not one".formatted(i, value));
      }
      if (value > best[last]) {
        insert(i, value);
      }
    }
    Label[] labels = new Label[best.length];
    for (int rank = 0; rank < labels.length; rank++) {
      labels[rank] = new Label(indices[rank], names.get(indices[rank]), best[rank]);
    }
    return new Prediction(List.of(labels));
  }

  private void insert(int index, float value) {
    int rank = best.length - 1;
    while (rank > 0 && value > best[rank - 1]) {
      best[rank] = best[rank - 1];
      indices[rank] = indices[rank - 1];
      rank--;
    }
    best[rank] = value;
    indices[rank] = index;
  }
}
