package io.widthwise.models.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Trains the widths that share weights: one, or all of a slimmable family. */
final class GroupTrainer {
  private static final int LOG_EVERY_STEPS = 20;
  private static final int VALIDATE_EVERY_STEPS = 200;
  private static final int VALIDATION_PICTURES = 400;

  private final Recipe recipe;
  private final TrainingPictures pictures;
  private final Validation validation;
  private final TrainingProgress progress;
  private final Duration checkpointEvery;

  GroupTrainer(
      Recipe recipe,
      TrainingPictures pictures,
      TrainingPictures validationPictures,
      TrainingProgress progress,
      Duration checkpointEvery) {
    this.recipe = recipe;
    this.pictures = pictures;
    this.validation = new Validation(validationPictures);
    this.progress = progress;
    this.checkpointEvery = checkpointEvery;
  }

  /**
   * Trains to the end of the recipe, from where {@code directory} says it was left.
   *
   * @return the weights, attached to {@code manager}
   */
  SharedWeights train(NDManager manager, Path directory) throws IOException, InterruptedException {
    SharedWeights weights =
        new SharedWeights(manager, recipe.widths(), pictures.classNames().size(), recipe.seed());
    String name = recipe.name();
    Checkpoint checkpoint =
        new Checkpoint(
            directory.resolve(name + ".checkpoint"), recipe + " " + pictures.description());
    int from = Math.toIntExact(checkpoint.restore(manager, weights.state()));
    TrainingLog log = TrainingLog.open(directory.resolve(name + ".csv"), from);
    progress.begin(name, from, recipe.steps());
    run(manager, weights, checkpoint, log, from);
    return weights;
  }

  private void run(
      NDManager manager, SharedWeights weights, Checkpoint checkpoint, TrainingLog log, int from)
      throws IOException, InterruptedException {
    AdamW optimiser = new AdamW(weights.parameters(), recipe.weightDecay());
    EarlyStop stop = new EarlyStop(recipe.patience());
    log.validations().forEach(stop::add);
    long savedAtNanos = System.nanoTime();
    try (BatchLoader loader = new BatchLoader(pictures, recipe.augmentation());
        SettledStatistics statistics = new SettledStatistics(pictures, recipe);
        Prefetch batches =
            new Prefetch(
                step -> loader.load(recipe.plan(step), recipe.seed(), step),
                from,
                recipe.steps())) {
      long startNanos = System.nanoTime();
      long shown = 0;
      for (int step = from; step < recipe.steps(); step++) {
        Batch batch = batches.take();
        double loss = learn(manager, weights, batch);
        optimiser.update(recipe.learningRate(step), step);
        shown += batch.labels().length;
        int done = step + 1;
        boolean last = done == recipe.steps();
        if (!last && done % LOG_EVERY_STEPS != 0) {
          continue;
        }
        if (!Double.isFinite(loss)) {
          throw new IllegalStateException(
              "the loss is no longer a number after step %d: try a smaller --learning-rate"
                  .formatted(done));
        }
        double perSecond = shown * 1e9 / (System.nanoTime() - startNanos);
        double top1 = Double.NaN;
        if (last || done % VALIDATE_EVERY_STEPS == 0) {
          statistics.settle(manager, weights.networks(), done);
          top1 = validate(manager, weights);
          stop.add(top1);
        }
        log.add(done, recipe.plan(step), recipe.learningRate(step), loss, perSecond, top1);
        progress.step(done, loss, perSecond, top1);
        startNanos = System.nanoTime();
        shown = 0;
        boolean finish = last || stop.isDue();
        if (finish || System.nanoTime() - savedAtNanos > checkpointEvery.toNanos()) {
          checkpoint.save(finish ? recipe.steps() : done, weights.state());
          log.save();
          savedAtNanos = System.nanoTime();
        }
        if (finish) {
          break;
        }
      }
    }
    progress.end();
  }

  /** Leaves the gradients of the summed loss of all widths at the parameters. */
  private double learn(NDManager manager, SharedWeights weights, Batch batch) {
    int size = batch.labels().length;
    double sum = 0;
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector =
            Engine.getEngine(TrainingEngine.NAME).newGradientCollector()) {
      NDArray pixels =
          scratch.create(
              batch.pixels(), new Shape(size, batch.side(), batch.side(), 3), DataType.UINT8);
      NDArray truth = smoothed(scratch, batch.labels());
      for (TrainableNetwork network : weights.networks()) {
        NDArray loss =
            network.logits(pixels, true).logSoftmax(1).mul(truth).sum().div(-(float) size);
        collector.backward(loss);
        sum += loss.toType(DataType.FLOAT32, false).getFloat();
      }
    }
    return sum / weights.networks().size();
  }

  private NDArray smoothed(NDManager manager, long[] labels) {
    int classes = pictures.classNames().size();
    float[] truth = new float[labels.length * classes];
    Arrays.fill(truth, (float) (recipe.labelSmoothing() / classes));
    for (int i = 0; i < labels.length; i++) {
      truth[i * classes + (int) labels[i]] += (float) (1 - recipe.labelSmoothing());
    }
    return manager.create(truth, new Shape(labels.length, classes));
  }

  /** Returns the mean top-1 of the group's widths, each at the middle resolution. */
  private double validate(NDManager manager, SharedWeights weights) {
    int side = recipe.resolutions().get(recipe.resolutions().size() / 2);
    return weights.networks().stream()
        .mapToDouble(network -> validation.top1(manager, network, side, VALIDATION_PICTURES))
        .average()
        .orElseThrow();
  }
}
