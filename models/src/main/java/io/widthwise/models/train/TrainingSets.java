package io.widthwise.models.train;

import io.widthwise.models.evaluate.InvalidDatasetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Pictures of the same classes for each purpose. Of scenes no picture serves two purposes; of
 * folders none that is learned serves another.
 *
 * @param training learned
 * @param validation watched while training
 * @param calibration for the ranges of int8 and for the temperature
 * @param evaluation for the accuracy that is published
 */
public record TrainingSets(
    TrainingPictures training,
    TrainingPictures validation,
    TrainingPictures calibration,
    TrainingPictures evaluation) {
  private static final long FIRST_SCENE_SEED = 7_340_029;
  private static final int PURPOSES = 4;
  private static final int VALIDATION_SCENES = 800;
  private static final int CALIBRATION_SCENES = 1_000;
  private static final int HELD_OUT = 10;

  /**
   * Returns how many pictures {@link #scenes} renders.
   *
   * @param training of them to learn
   * @param evaluation of them to publish accuracy of
   */
  public static int sceneCount(int training, int evaluation) {
    return training + VALIDATION_SCENES + CALIBRATION_SCENES + evaluation;
  }

  /**
   * Renders scenes of the synthetic camera, each purpose from a seed of its own.
   *
   * @param progress told how many pictures are rendered
   */
  public static TrainingSets scenes(long seed, int training, int evaluation, IntConsumer progress) {
    long first = FIRST_SCENE_SEED + PURPOSES * seed;
    return new TrainingSets(
        ScenePictures.render(first, training, progress),
        ScenePictures.render(first + 1, VALIDATION_SCENES, progress),
        ScenePictures.render(first + 2, CALIBRATION_SCENES, progress),
        ScenePictures.render(first + 3, evaluation, progress));
  }

  /**
   * Opens folders. Without a folder to validate with, every tenth picture of each class is held
   * out. Calibration and evaluation use the pictures that validate.
   */
  public static TrainingSets folders(Path data, Optional<Path> validation) throws IOException {
    FolderPictures all = FolderPictures.open(data);
    FolderPictures learned = validation.isPresent() ? all : all.part(HELD_OUT, false);
    FolderPictures held =
        validation.isPresent() ? FolderPictures.open(validation.get()) : all.part(HELD_OUT, true);
    if (!held.classNames().equals(all.classNames())) {
      throw new InvalidDatasetException(
          validation.orElse(data),
          "has the folders %s but the pictures to learn have %s"
              .formatted(held.classNames(), all.classNames()));
    }
    if (held.size() == 0) {
      throw new InvalidDatasetException(
          data,
          "has no class with %d pictures or more, so none can be held out; name others with --validation"
              .formatted(HELD_OUT));
    }
    return new TrainingSets(learned, held, held, held);
  }
}
