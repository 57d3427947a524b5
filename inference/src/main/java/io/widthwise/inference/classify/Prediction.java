package io.widthwise.inference.classify;

import io.widthwise.schemas.Label;
import java.util.List;

/**
 * What a variant saw.
 *
 * @param topK most probable classes, best first; of equally probable ones the lower index first
 */
public record Prediction(List<Label> topK) {
  public Prediction {
    topK = List.copyOf(topK);
    if (topK.isEmpty()) {
      throw new IllegalArgumentException("topK must hold at least one label");
    }
  }

  /** Returns the most probable class. */
  public Label best() {
    return topK.get(0);
  }
}
