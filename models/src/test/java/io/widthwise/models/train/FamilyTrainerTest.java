package io.widthwise.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.models.floating.FloatConvolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyTrainerTest {
  private final TrainingPictures pictures = new ColouredPictures(60);

  @TempDir private Path directory;

  @Test
  void learnsWhatIsEasy() throws Exception {
    Recorder recorder = new Recorder(Integer.MAX_VALUE);

    train(Recipes.thorough(0.25), directory, recorder);

    assertThat(recorder.lastTop1).isGreaterThan(0.9);
    assertThat(Files.readAllLines(directory.resolve("width-0.25.csv"))).hasSizeGreaterThan(2);
  }

  @Test
  void exportsWhatItTrained() throws Exception {
    List<TrainedNetwork> family =
        train(
            List.of(Recipes.small(List.of(0.25), 5, 2), Recipes.small(List.of(0.5), 5, 2)),
            directory,
            new Recorder(99));

    assertThat(family).extracting(network -> network.shape().width()).containsExactly(0.25, 0.5);
    assertThat(family).allSatisfy(network -> assertThat(network.exportError()).isLessThan(1e-3));
  }

  @Test
  void trainsWidthsThatShareWeights() throws Exception {
    List<TrainedNetwork> family =
        train(Recipes.small(List.of(0.25, 0.5), 5, 2), directory, new Recorder(99));

    assertThat(family).hasSize(2);
    assertThat(family).allSatisfy(network -> assertThat(network.exportError()).isLessThan(1e-3));
  }

  @Test
  void goesOnAfterAKillAsIfNothingHadHappened() throws Exception {
    Recipe recipe = Recipes.small(List.of(0.25), 44, 6);
    List<TrainedNetwork> whole = train(recipe, directory.resolve("whole"), new Recorder(99));
    Path cut = directory.resolve("cut");

    assertThatThrownBy(() -> train(recipe, cut, new Recorder(40))).isInstanceOf(Killed.class);
    Recorder second = new Recorder(99);
    List<TrainedNetwork> resumed = train(recipe, cut, second);

    assertThat(second.from).isEqualTo(20);
    assertThat(weights(resumed)).containsExactly(weights(whole));
  }

  @Test
  void refusesACheckpointOfAnotherRecipe() throws Exception {
    train(Recipes.small(List.of(0.25), 3, 2), directory, new Recorder(99));

    assertThatThrownBy(() -> train(Recipes.small(List.of(0.25), 4, 2), directory, new Recorder(99)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("width-0.25.checkpoint")
        .hasMessageContaining("windowSteps=4");
  }

  @Test
  void saysThatACheckpointIsDamaged() throws Exception {
    Recipe recipe = Recipes.small(List.of(0.25), 3, 2);
    train(recipe, directory, new Recorder(99));
    Path file = directory.resolve("width-0.25.checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> train(recipe, directory, new Recorder(99)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("width-0.25.checkpoint");
  }

  private List<TrainedNetwork> train(Recipe recipe, Path where, TrainingProgress progress)
      throws IOException, InterruptedException {
    return train(List.of(recipe), where, progress);
  }

  private List<TrainedNetwork> train(List<Recipe> recipes, Path where, TrainingProgress progress)
      throws IOException, InterruptedException {
    return new FamilyTrainer(recipes, pictures, pictures, progress, Duration.ZERO).train(where);
  }

  private static float[] weights(List<TrainedNetwork> family) {
    List<FloatConvolution> layers = family.get(0).network().convolutions();
    return layers.get(layers.size() - 1).weights();
  }

  /** Stands for kill -9: nothing after the step is done any more. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Recorder implements TrainingProgress {
    private final int killAt;
    private int from;
    private double lastTop1 = Double.NaN;

    Recorder(int killAt) {
      this.killAt = killAt;
    }

    @Override
    public void begin(String name, int from, int steps) {
      this.from = from;
    }

    @Override
    public void step(int done, double loss, double imagesPerSecond, double validationTop1) {
      if (!Double.isNaN(validationTop1)) {
        lastTop1 = validationTop1;
      }
      if (done >= killAt) {
        throw new Killed();
      }
    }

    @Override
    public void end() {}
  }
}
