package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.train.Augmentation;
import io.widthwise.models.train.FamilyTrainer;
import io.widthwise.models.train.Recipe;
import io.widthwise.models.train.TrainedNetwork;
import io.widthwise.models.train.TrainingSets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models train}. */
@Command(
    name = "train",
    description = {
      "Trains a family of MobileNets from nothing, quantises it and writes a ladder bundle.",
      "Without --data it learns what the synthetic camera shows. Run the same command again to go"
          + " on after it was stopped or killed; finished widths are not trained again."
    })
final class TrainCommand extends ModelsTask {
  @Parameters(
      paramLabel = "OUT",
      description =
          "Directory of the run: training/ holds checkpoints and logs, full/ every rung in fp32 and int8, bundle/ the rungs worth serving.")
  private Path out;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Pictures to learn, one folder a class (default: the synthetic camera).")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "DIR",
      description = "Pictures to validate with, the same folders (default: every tenth of --data).")
  private Path validation;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description = "Synthetic pictures to learn from (default: ${DEFAULT-VALUE}).")
  private int pictures = 20_000;

  @Option(
      names = "--evaluate-on",
      paramLabel = "N",
      description = "Fresh synthetic pictures to measure accuracy on (default: ${DEFAULT-VALUE}).")
  private int evaluationPictures = 2_000;

  @Option(
      names = "--mirror",
      description = "Mirror half of the pictures; wrong for signs that point somewhere.")
  private boolean mirror;

  @Option(
      names = "--light",
      paramLabel = "SHARE",
      description = "Vary brightness and contrast by up to this share (default: ${DEFAULT-VALUE}).")
  private double light;

  @Option(names = "--name", description = "Name of the ladder (default: ${DEFAULT-VALUE}).")
  private String name = "warehouse-road";

  @ArgGroup(exclusive = false, validate = false, heading = "Recipe:%n")
  private RecipeOptions recipe = new RecipeOptions();

  /** What decides how the networks learn. */
  static final class RecipeOptions {
    @Option(
        names = "--widths",
        split = ",",
        paramLabel = "ALPHA",
        description = "Width multipliers, in the order of training (default: ${DEFAULT-VALUE}).")
    private List<Double> widths = List.of(0.25, 0.5, 0.75, 1.0);

    @Option(
        names = "--resolutions",
        split = ",",
        paramLabel = "PIXELS",
        description = "Sides of the input, multiples of 32 (default: ${DEFAULT-VALUE}).")
    private List<Integer> resolutions = List.of(96, 128, 160, 192, 224);

    @Option(
        names = "--slimmable",
        description =
            "Train all widths together as one slimmable network with shared weights instead of one network each.")
    private boolean slimmable;

    @Option(
        names = "--window-steps",
        split = ",",
        paramLabel = "N",
        description =
            "Steps on windows cut from pictures of all scales, one number for all widths or one for each (default: ${DEFAULT-VALUE}).")
    private List<Integer> windowSteps = List.of(2_400, 1_800, 1_300, 1_500);

    @Option(
        names = "--whole-steps",
        split = ",",
        paramLabel = "N",
        description =
            "Steps on whole pictures at every resolution, one number for all widths or one for each (default: ${DEFAULT-VALUE}).")
    private List<Integer> wholeSteps = List.of(800, 1_100, 900, 1_500);

    @Option(
        names = "--tune-steps",
        split = ",",
        paramLabel = "N",
        description =
            "Further steps on whole pictures at the two largest resolutions, one number for all widths or one for each (default: ${DEFAULT-VALUE}).")
    private List<Integer> tuneSteps = List.of(0, 0, 0, 500);

    @Option(
        names = "--window-side",
        paramLabel = "PIXELS",
        description = "Side of the windows (default: ${DEFAULT-VALUE}).")
    private int windowSide = 96;

    @Option(
        names = "--window-batch",
        paramLabel = "N",
        description = "Windows in a step (default: ${DEFAULT-VALUE}).")
    private int windowBatch = 64;

    @Option(
        names = "--whole-batch",
        paramLabel = "N",
        description = "Whole pictures in a step (default: ${DEFAULT-VALUE}).")
    private int wholeBatch = 32;

    @Option(
        names = "--learning-rate",
        paramLabel = "RATE",
        description = "Peak of the cosine (default: ${DEFAULT-VALUE}).")
    private double learningRate = 2e-3;

    @Option(
        names = "--warm-up",
        paramLabel = "N",
        description = "Steps to the peak (default: ${DEFAULT-VALUE}).")
    private int warmUpSteps = 100;

    @Option(
        names = "--weight-decay",
        paramLabel = "DECAY",
        description = "AdamW's, not on depthwise kernels (default: ${DEFAULT-VALUE}).")
    private double weightDecay = 0.02;

    @Option(
        names = "--label-smoothing",
        paramLabel = "SHARE",
        description = "Share of the truth spread over all classes (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing = 0.05;

    @Option(
        names = "--patience",
        paramLabel = "N",
        description =
            "Stop a network after this many validations, 200 steps apart, without a better one (default: ${DEFAULT-VALUE}).")
    private int patience = 10;

    @Option(
        names = "--seed",
        paramLabel = "N",
        description = "Decides weights, pictures and their order (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    private List<Recipe> recipes(Augmentation augmentation) {
      List<Recipe> recipes = new ArrayList<>();
      if (slimmable) {
        recipes.add(recipe(widths, 0, augmentation));
      } else {
        for (int i = 0; i < widths.size(); i++) {
          recipes.add(recipe(List.of(widths.get(i)), i, augmentation));
        }
      }
      return recipes;
    }

    private Recipe recipe(List<Double> together, int position, Augmentation augmentation) {
      return new Recipe(
          together,
          resolutions,
          of(windowSteps, position, "--window-steps"),
          of(wholeSteps, position, "--whole-steps"),
          of(tuneSteps, position, "--tune-steps"),
          windowSide,
          windowBatch,
          wholeBatch,
          learningRate,
          warmUpSteps,
          weightDecay,
          labelSmoothing,
          patience,
          augmentation,
          seed);
    }

    private int of(List<Integer> steps, int position, String option) {
      if (steps.size() != 1 && steps.size() != widths.size()) {
        throw new IllegalArgumentException(
            "%s has %d numbers for %d widths; give one for all or one for each"
                .formatted(option, steps.size(), widths.size()));
      }
      return steps.get(steps.size() == 1 ? 0 : position);
    }
  }

  @Override
  void perform() throws IOException {
    List<Recipe> settled = settle();
    try {
      TrainingSets sets =
          data == null
              ? synthetic(recipe.seed)
              : TrainingSets.folders(data, Optional.ofNullable(validation));
      List<TrainedNetwork> trained =
          new FamilyTrainer(settled, sets.training(), sets.validation(), new TrainingBar())
              .train(out.resolve("training"));
      LadderBundle served = new FamilyRun(name, settled, sets, out).finish(trained);
      out().print(Tables.ladder(served));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped; run the same command again to go on");
    }
  }

  private List<Recipe> settle() {
    try {
      return recipe.recipes(new Augmentation(mirror, light, light));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private TrainingSets synthetic(long seed) {
    ProgressBarBuilder bar =
        new ProgressBarBuilder()
            .setTaskName("Rendering")
            .setInitialMax(TrainingSets.sceneCount(pictures, evaluationPictures))
            .setUnit(" pictures", 1)
            .setUpdateIntervalMillis(1_000)
            .setConsumer(new ConsoleProgressBarConsumer(System.err));
    try (ProgressBar progress = bar.build()) {
      return TrainingSets.scenes(seed, pictures, evaluationPictures, ignored -> progress.step());
    }
  }
}
