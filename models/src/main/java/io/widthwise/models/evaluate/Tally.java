package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.LabelledFrame;
import java.util.ArrayList;
import java.util.List;

/** Counts one variant's hits while the images go by. */
final class Tally {
  private static final int TOP = 5;

  private final VariantSpec variant;
  private final List<Integer> best = new ArrayList<>();
  private final List<Long> micros = new ArrayList<>();
  private int top1;
  private int top5;

  Tally(VariantSpec variant) {
    this.variant = variant;
  }

  void add(LabelledFrame labelled, int classIndex) {
    int first = labelled.topK().get(0).getIndex();
    best.add(first);
    micros.add(labelled.inferenceMicros());
    if (first == classIndex) {
      top1++;
    }
    if (labelled.topK().stream().limit(TOP).anyMatch(label -> label.getIndex() == classIndex)) {
      top5++;
    }
  }

  VariantEvaluation result() {
    double images = best.size();
    List<Long> sorted = micros.stream().sorted().toList();
    return new VariantEvaluation(
        variant,
        top1 / images,
        top5 / images,
        percentile(sorted, 0.5),
        percentile(sorted, 0.99),
        best);
  }

  /** Nearest rank: the smallest value that at least this share of the values do not exceed. */
  private static long percentile(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
