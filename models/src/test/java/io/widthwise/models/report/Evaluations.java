package io.widthwise.models.report;

import io.widthwise.inference.bundle.LabelFile;
import io.widthwise.inference.bundle.Ladder;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.evaluate.Reliability;
import io.widthwise.models.evaluate.TemperatureFit;
import io.widthwise.models.evaluate.VariantEvaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Made-up evaluations of a family: four widths at four resolutions in two arithmetics. */
final class Evaluations {
  private static final double[] WIDTHS = {0.25, 0.5, 0.75, 1.0};
  private static final int[] RESOLUTIONS = {96, 128, 160, 224};
  private static final int IMAGES = 1200;

  private Evaluations() {}

  static Evaluation family(List<String> labels) {
    Random random = new Random(7);
    List<Integer> truths = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      truths.add(i % labels.size());
    }
    List<VariantEvaluation> variants = new ArrayList<>();
    for (double width : WIDTHS) {
      for (int side : RESOLUTIONS) {
        for (Precision precision : Precision.values()) {
          variants.add(variant(width, side, precision, truths, labels.size(), random));
        }
      }
    }
    Ladder ladder =
        new Ladder(
            Ladder.FORMAT_VERSION,
            "signs <&> \"cones\"",
            "r1",
            new LabelFile("labels.txt", "0".repeat(64), labels.size()),
            variants.stream().map(VariantEvaluation::variant).toList());
    return new Evaluation(
        new LadderBundle(Path.of("bundle"), ladder, labels, "0".repeat(64)),
        "seed 3",
        truths,
        variants);
  }

  private static VariantEvaluation variant(
      double width,
      int side,
      Precision precision,
      List<Integer> truths,
      int classes,
      Random random) {
    double macs = 569e6 * width * width * side * side / (224 * 224) + 2e6;
    double accuracy =
        Math.min(0.985, 0.70 + 0.13 * Math.log10(macs / 2e6))
            - (precision == Precision.INT8 ? 0.006 : 0);
    double micros = 60 + macs / (precision == Precision.INT8 ? 340e3 : 110e3);
    List<Integer> best = new ArrayList<>();
    for (int truth : truths) {
      boolean right = random.nextDouble() < accuracy;
      int near = (truth + 1 + (int) Math.abs(2 * random.nextGaussian())) % classes;
      best.add(right ? truth : near);
    }
    return new VariantEvaluation(
        spec(width, side, precision, classes, (long) macs),
        accuracy,
        Math.min(1, accuracy + 0.1),
        500 + 2L * side,
        (long) micros,
        (long) (1.4 * micros),
        best,
        reliability(accuracy, 0.12),
        Optional.of(
            new TemperatureFit(
                1.4, 600, reliability(accuracy, 0.12), reliability(accuracy, 0.02), 0.4, 0.36)));
  }

  private static VariantSpec spec(
      double width, int side, Precision precision, int classes, long macs) {
    return VariantSpec.describe(
        new byte[] {(byte) side},
        "mobilenet-v1",
        width,
        side,
        precision,
        classes,
        new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), true),
        Resize.WHOLE,
        macs,
        (long) (3e6 * width * width));
  }

  /** Ever more images towards full confidence, each bin too sure by {@code gap}. */
  private static Reliability reliability(double accuracy, double gap) {
    List<Reliability.Bin> bins = new ArrayList<>();
    for (int i = 0; i < Reliability.BINS; i++) {
      double confidence = (i + 0.5) / Reliability.BINS;
      int images = i < 2 ? 0 : (int) Math.round(3 * Math.exp(i * accuracy / 3));
      bins.add(
          images == 0
              ? new Reliability.Bin(0, 0, 0)
              : new Reliability.Bin(images, confidence, Math.max(0, confidence - gap)));
    }
    return new Reliability(bins);
  }
}
