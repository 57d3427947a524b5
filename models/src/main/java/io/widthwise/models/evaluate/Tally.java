package io.widthwise.models.evaluate;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.Prediction;
import io.widthwise.schemas.Label;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts one variant's hits while the images go by. */
final class Tally {
  private static final int TOP = 5;

  private final VariantSpec variant;
  private final List<Integer> best = new ArrayList<>();
  private final List<Long> decodeMicros = new ArrayList<>();
  private final List<Long> inferenceMicros = new ArrayList<>();
  private final Reliability.Builder reliability = new Reliability.Builder();
  private final ScoredImages fitting = new ScoredImages();
  private final ScoredImages testing = new ScoredImages();
  private int top1;
  private int top5;

  Tally(VariantSpec variant) {
    this.variant = variant;
  }

  void addTimes(long decode, long inference) {
    decodeMicros.add(decode);
    addTime(inference);
  }

  void addTime(long inference) {
    inferenceMicros.add(inference);
  }

  void add(Prediction prediction, int truth) {
    Label first = prediction.best();
    boolean isRight = first.getIndex() == truth;
    best.add(first.getIndex());
    reliability.add(first.getProbability(), isRight);
    if (isRight) {
      top1++;
    }
    if (prediction.topK().stream().limit(TOP).anyMatch(label -> label.getIndex() == truth)) {
      top5++;
    }
  }

  void addForFitting(FloatBuffer probabilities, int truth) {
    fitting.add(probabilities, truth);
  }

  void addForTesting(FloatBuffer probabilities, int truth) {
    testing.add(probabilities, truth);
  }

  VariantSpec variant() {
    return variant;
  }

  /** Returns what was measured, with a fitted temperature where there are images to test it on. */
  VariantEvaluation result() {
    double images = best.size();
    List<Long> decode = decodeMicros.stream().sorted().toList();
    List<Long> inference = inferenceMicros.stream().sorted().toList();
    return new VariantEvaluation(
        variant,
        top1 / images,
        top5 / images,
        percentile(decode, 0.5),
        percentile(inference, 0.5),
        percentile(inference, 0.99),
        best,
        reliability.build(),
        testing.size() == 0
            ? Optional.empty()
            : Optional.of(
                TemperatureFit.test(
                    TemperatureFit.temperatureOf(fitting), fitting.size(), testing)));
  }

  /** Nearest rank: the smallest value that at least this share of the values do not exceed. */
  private static long percentile(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
