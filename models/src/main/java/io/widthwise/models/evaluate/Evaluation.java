package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every variant of a bundle made of the same images.
 *
 * @param bundle that was evaluated
 * @param dataset which images, for people
 * @param truths class of each image
 * @param variants one evaluation a variant, in the bundle's order
 */
public record Evaluation(
    LadderBundle bundle, String dataset, List<Integer> truths, List<VariantEvaluation> variants) {
  public Evaluation {
    truths = List.copyOf(truths);
    variants = List.copyOf(variants);
  }

  /** Returns how many images there were. */
  public int images() {
    return truths.size();
  }

  /** Returns which classes a variant took for which. */
  public Confusions confusions(VariantEvaluation variant) {
    return Confusions.of(truths, variant.best());
  }

  /**
   * Returns the variants that no other beats in both measured accuracy and measured median time,
   * fastest first.
   */
  public List<VariantEvaluation> paretoFront() {
    Map<VariantSpec, VariantEvaluation> measured = new HashMap<>();
    for (VariantEvaluation variant : variants) {
      measured.put(variant.variant().withAccuracy(variant.accuracy(dataset)), variant);
    }
    List<VariantSpec> inOrder =
        variants.stream().map(each -> each.variant().withAccuracy(each.accuracy(dataset))).toList();
    return bundle
        .ladder()
        .withVariants(inOrder)
        .paretoFront(variant -> measured.get(variant).inferenceMicrosP50())
        .stream()
        .map(measured::get)
        .toList();
  }
}
