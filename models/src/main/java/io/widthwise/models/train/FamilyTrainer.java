package io.widthwise.models.train;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Trains all widths of a family, one network after another. */
public final class FamilyTrainer {
  private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);

  private final List<Recipe> recipes;
  private final TrainingPictures pictures;
  private final TrainingPictures validation;
  private final TrainingProgress progress;
  private final Duration checkpointEvery;

  /**
   * @param recipes one for each network, in the order in which they are trained
   * @param validation pictures of the same classes that are not trained on
   */
  public FamilyTrainer(
      List<Recipe> recipes,
      TrainingPictures pictures,
      TrainingPictures validation,
      TrainingProgress progress) {
    this(recipes, pictures, validation, progress, CHECKPOINT_EVERY);
  }

  FamilyTrainer(
      List<Recipe> recipes,
      TrainingPictures pictures,
      TrainingPictures validation,
      TrainingProgress progress,
      Duration checkpointEvery) {
    if (!pictures.classNames().equals(validation.classNames())) {
      throw new IllegalArgumentException("the validation pictures must have the same classes");
    }
    this.recipes = List.copyOf(recipes);
    this.pictures = pictures;
    this.validation = validation;
    this.progress = progress;
    this.checkpointEvery = checkpointEvery;
  }

  /**
   * Trains, or goes on where a run in {@code directory} was stopped.
   *
   * @param directory for checkpoints and logs; created if missing
   * @return the widths in the recipes' order
   * @throws CheckpointException if what is in {@code directory} is of another recipe
   */
  public List<TrainedNetwork> train(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    List<TrainedNetwork> trained = new ArrayList<>();
    for (Recipe recipe : recipes) {
      try (NDManager manager = TrainingEngine.manager()) {
        SharedWeights weights =
            new GroupTrainer(recipe, pictures, validation, progress, checkpointEvery)
                .train(manager, directory);
        ExportCheck check = new ExportCheck(validation, recipe.resolutions());
        for (TrainableNetwork network : weights.networks()) {
          trained.add(check.export(manager, network));
        }
      }
    }
    return trained;
  }
}
