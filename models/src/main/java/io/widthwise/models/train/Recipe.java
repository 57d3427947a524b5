package io.widthwise.models.train;

import java.util.Comparator;
import java.util.List;

/**
 * How a network is trained, or several that share weights. There are two phases under one cosine of
 * the learning rate: windows of a small side cut from pictures of all scales, then whole pictures
 * at every resolution. A third tunes what serves best when there is time: whole pictures at the
 * largest resolutions, under a cosine of its own from a quarter of the peak.
 *
 * @param widths multipliers; of several, the networks are one slimmable network
 * @param resolutions of the whole pictures, pixels
 * @param windowSteps steps of the first phase
 * @param wholeSteps steps of the second phase
 * @param tuneSteps steps of the third phase
 * @param windowSide side of the first phase's input, pixels
 * @param windowBatch pictures in a step of the first phase
 * @param wholeBatch pictures in a step of the second and third phase
 * @param learningRate at its peak
 * @param warmUpSteps over which it rises to the peak
 * @param weightDecay of AdamW
 * @param labelSmoothing share of the truth that is spread over all classes
 * @param patience validations without a better result after which a width stops early
 * @param augmentation how pictures are varied
 * @param seed decides weights and order of pictures
 */
public record Recipe(
    List<Double> widths,
    List<Integer> resolutions,
    int windowSteps,
    int wholeSteps,
    int tuneSteps,
    int windowSide,
    int windowBatch,
    int wholeBatch,
    double learningRate,
    int warmUpSteps,
    double weightDecay,
    double labelSmoothing,
    int patience,
    Augmentation augmentation,
    long seed) {
  private static final int TUNED_RESOLUTIONS = 2;
  private static final double TUNING_SHARE = 0.25;

  public Recipe {
    widths = List.copyOf(widths);
    resolutions = List.copyOf(resolutions);
    require(!widths.isEmpty() && !resolutions.isEmpty(), "name a width and a resolution");
    require(windowSteps >= 0 && wholeSteps >= 0 && tuneSteps >= 0, "steps must not be negative");
    require(windowSteps + wholeSteps + tuneSteps > 0, "there must be at least one step");
    require(windowBatch >= 2 && wholeBatch >= 2, "a batch needs two pictures to be normalised");
    require(learningRate > 0 && weightDecay >= 0, "the learning rate must be over 0");
    require(labelSmoothing >= 0 && labelSmoothing < 1, "label smoothing must be in [0, 1)");
    require(patience >= 1, "patience must be at least 1");
  }

  private static void require(boolean kept, String sentence) {
    if (!kept) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** Number of steps of one width. */
  int steps() {
    return mainSteps() + tuneSteps;
  }

  private int mainSteps() {
    return windowSteps + wholeSteps;
  }

  /** Returns what files and progress call the network. */
  String name() {
    return widths.size() == 1 ? "width-" + widths.get(0) : "slimmable";
  }

  /** What step {@code step}, counted from 0, shows. */
  StepPlan plan(int step) {
    if (step < windowSteps) {
      int largest = resolutions.stream().max(Integer::compare).orElseThrow();
      return new StepPlan(windowSide, Math.max(windowSide, largest), windowBatch);
    }
    int side =
        step < mainSteps()
            ? resolutions.get((step - windowSteps) % resolutions.size())
            : tuned(step);
    return new StepPlan(side, side, wholeBatch);
  }

  /** Learning rate of step {@code step}, counted from 0. */
  double learningRate(int step) {
    if (step < warmUpSteps) {
      return learningRate * (step + 1) / warmUpSteps;
    }
    if (step < mainSteps()) {
      return cosine(learningRate, step - warmUpSteps, mainSteps() - warmUpSteps);
    }
    return cosine(TUNING_SHARE * learningRate, step - mainSteps(), tuneSteps);
  }

  private static double cosine(double peak, int step, int steps) {
    return peak * (1 + Math.cos(Math.PI * step / Math.max(1, steps))) / 2;
  }

  private int tuned(int step) {
    List<Integer> largest =
        resolutions.stream().sorted(Comparator.reverseOrder()).limit(TUNED_RESOLUTIONS).toList();
    return largest.get(step % largest.size());
  }
}
