package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.VariantSpec;
import java.util.List;

/**
 * What one variant made of the images.
 *
 * @param variant measured
 * @param top1 share of images whose best class is right
 * @param top5 share of images whose five best classes hold the right one
 * @param inferenceMicrosP50 median time from pixels to labels, microseconds
 * @param inferenceMicrosP99 99th percentile of the same
 * @param best best class of each image, in the images' order
 */
public record VariantEvaluation(
    VariantSpec variant,
    double top1,
    double top5,
    long inferenceMicrosP50,
    long inferenceMicrosP99,
    List<Integer> best) {

  public VariantEvaluation {
    best = List.copyOf(best);
  }

  /** Returns on how many images this and another variant agree about the best class. */
  public int agreements(VariantEvaluation other) {
    int count = 0;
    for (int i = 0; i < best.size(); i++) {
      if (best.get(i).equals(other.best.get(i))) {
        count++;
      }
    }
    return count;
  }
}
