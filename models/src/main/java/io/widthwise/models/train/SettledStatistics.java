package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Brings batch normalisation's running statistics to the weights as they are now. While a network
 * is trained they trail behind its weights, and after a few large steps they may be of a network
 * that no longer exists: it names every picture of a training batch and few with its running
 * statistics (Wu and Johnson, Rethinking "Batch" in BatchNorm, 2021, arXiv 2105.07576, section 3).
 */
final class SettledStatistics implements AutoCloseable {
  /** After so many batches 8 % are left of what the running statistics were before. */
  private static final int BATCHES = 24;

  private final BatchLoader loader;
  private final Recipe recipe;

  SettledStatistics(TrainingPictures pictures, Recipe recipe) {
    this.loader = new BatchLoader(pictures, recipe.augmentation());
    this.recipe = recipe;
  }

  /**
   * Shows whole training pictures at every resolution in turn, without learning from them.
   *
   * @param step after which this is done; decides which pictures are shown
   */
  void settle(NDManager manager, List<TrainableNetwork> networks, int step) {
    for (int i = 0; i < BATCHES; i++) {
      int side = recipe.resolutions().get(i % recipe.resolutions().size());
      StepPlan plan = new StepPlan(side, side, recipe.wholeBatch());
      Batch batch = loader.load(plan, recipe.seed(), (long) recipe.steps() + step + i);
      try (NDManager scratch = manager.newSubManager()) {
        NDArray pixels =
            scratch.create(
                batch.pixels(), new Shape(batch.labels().length, side, side, 3), DataType.UINT8);
        networks.forEach(network -> network.logits(pixels, true));
      }
    }
  }

  @Override
  public void close() {
    loader.close();
  }
}
