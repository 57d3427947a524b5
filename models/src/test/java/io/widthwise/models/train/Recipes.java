package io.widthwise.models.train;

import java.util.List;

/** Recipes small enough for tests. */
final class Recipes {
  static final int TUNE_STEPS = 2;

  private Recipes() {}

  static Recipe small(List<Double> widths, int windowSteps, int wholeSteps) {
    return recipe(widths, windowSteps, wholeSteps, 12, 6);
  }

  /** Enough steps of large enough batches to learn something. */
  static Recipe thorough(double width) {
    return recipe(List.of(width), 150, 150, 24, 24);
  }

  private static Recipe recipe(
      List<Double> widths, int windowSteps, int wholeSteps, int windowBatch, int wholeBatch) {
    return new Recipe(
        widths,
        List.of(32, 64),
        windowSteps,
        wholeSteps,
        TUNE_STEPS,
        32,
        windowBatch,
        wholeBatch,
        5e-3,
        3,
        0.01,
        0.05,
        100,
        Augmentation.NONE,
        1);
  }
}
