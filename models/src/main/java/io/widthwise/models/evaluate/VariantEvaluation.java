package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.VariantSpec;
import java.util.List;
import java.util.Optional;

/**
 * What one variant made of the images.
 *
 * @param variant measured
 * @param top1 share of images whose best class is right
 * @param top5 share of images whose five best classes hold the right one
 * @param decodeMicrosP50 median time from payload to this variant's pixels, microseconds
 * @param inferenceMicrosP50 median time from pixels to labels, microseconds
 * @param inferenceMicrosP99 99th percentile of the same
 * @param best best class of each image, in the images' order
 * @param reliability what its confidence is worth, over all images
 * @param temperature that its graph wants; empty where there are too few images to fit one
 */
public record VariantEvaluation(
    VariantSpec variant,
    double top1,
    double top5,
    long decodeMicrosP50,
    long inferenceMicrosP50,
    long inferenceMicrosP99,
    List<Integer> best,
    Reliability reliability,
    Optional<TemperatureFit> temperature) {

  public VariantEvaluation {
    best = List.copyOf(best);
  }

  /** Returns the accuracy as a manifest records it. */
  public Accuracy accuracy(String dataset) {
    return new Accuracy(top1, top5, best.size(), dataset);
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
