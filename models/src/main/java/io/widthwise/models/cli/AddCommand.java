package io.widthwise.models.cli;

import io.widthwise.inference.bundle.Accuracy;
import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Normalisation;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.models.adding.AddOptions;
import io.widthwise.models.adding.AddedModel;
import io.widthwise.models.adding.ModelAdder;
import io.widthwise.models.adding.Scores;
import io.widthwise.models.evaluate.VariantEvaluation;
import io.widthwise.models.importing.ImportOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models add}. */
@Command(
    name = "add",
    description = {
      "Puts any ONNX image classifier into a bundle, new or there already.",
      "One that takes floats or channels first, or gives logits, is wrapped so that the bundle's graph takes pixels and gives probabilities."
    })
final class AddCommand extends ModelsTask {
  private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
  private static final int CHANNELS = 3;

  @Parameters(paramLabel = "ONNX", description = "The model, one file with its weights inside.")
  private Path model;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "The bundle; a directory that is empty or not there begins a new one.")
  private Path into;

  @Option(
      names = "--width",
      required = true,
      paramLabel = "ALPHA",
      description = "Width multiplier, in (0, 1]; 1 where the network knows none.")
  private double width;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Side of the square input (default: the one that the model fixes).")
  private Integer resolution;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Class names, one a line; needed to begin a bundle.")
  private Path labels;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      defaultValue = "custom",
      description = "Network family (default: ${DEFAULT-VALUE}).")
  private String family;

  @Option(
      names = "--precision",
      paramLabel = "int8|fp32",
      converter = Choices.PrecisionConverter.class,
      description = "Arithmetic (default: int8 where there are quantised operators).")
  private Precision precision;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "R,G,B",
      description =
          "Of a model that takes floats: (pixel - mean) * scale, pixels 0 to 255; one number or three (default: 127.5).")
  private List<Double> mean;

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "R,G,B",
      description = "See --mean (default: 1/127.5).")
  private List<Double> scale;

  @ArgGroup private ScoreOptions scores = new ScoreOptions();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "Output with the class scores, if there are several.")
  private String output;

  @Option(
      names = "--fit",
      paramLabel = "stretch|centre-crop",
      converter = Choices.FitConverter.class,
      description = "How a picture becomes a square (default: centre-crop).")
  private Fit fit = ImportOptions.DEFAULT.resize().fit();

  @Option(
      names = "--crop-share",
      paramLabel = "SHARE",
      description = "Share of the picture's sides that is kept, in (0, 1] (default: 0.875).")
  private double cropShare = ImportOptions.DEFAULT.resize().cropShare();

  @ArgGroup(exclusive = false)
  private KnownAccuracy known;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Images and labels.csv: measure the model on them and record its accuracy.")
  private Path images;

  @Option(
      names = "--name",
      description = "Name of a new ladder (default: the name of its directory).")
  private String name;

  @Option(
      names = "--release",
      description = "Name of the release with this model (default: a short hash of the content).")
  private String release;

  @Option(
      names = "--force",
      description = "Replace a variant of the same family, width, resolution and precision.")
  private boolean force;

  /** What the model's output is, where that cannot be seen. */
  static final class ScoreOptions {
    @Option(names = "--logits", description = "The output is logits: add a softmax.")
    private boolean logits;

    @Option(
        names = "--probabilities",
        description =
            "The output is probabilities: add nothing (default for both: seen by the last operator).")
    private boolean probabilities;

    private Optional<Scores> told() {
      if (logits) {
        return Optional.of(Scores.LOGITS);
      }
      return probabilities ? Optional.of(Scores.PROBABILITIES) : Optional.empty();
    }
  }

  /** Accuracy that was measured elsewhere. */
  static final class KnownAccuracy {
    @Option(
        names = "--top1",
        required = true,
        paramLabel = "SHARE",
        description = "Accuracy as known from elsewhere, 0 to 1.")
    private double top1;

    @Option(
        names = "--top5",
        paramLabel = "SHARE",
        description = "Share with the right class among five (default: as --top1).")
    private Double top5;

    @Option(
        names = "--measured-on",
        paramLabel = "TEXT",
        defaultValue = "told by who added it",
        description = "What it was measured on (default: ${DEFAULT-VALUE}).")
    private String dataset;

    @Option(
        names = "--measured-images",
        paramLabel = "COUNT",
        defaultValue = "1",
        description = "On how many (default: ${DEFAULT-VALUE}).")
    private int images;
  }

  @Override
  void perform() throws IOException {
    AddedModel added = ModelAdder.add(model, into, options(), measurement());
    added.changes().forEach(change -> err().println(change));
    err().flush();
    out().println("Added %s".formatted(added.variant().fullName()));
    out().print(Tables.ladder(added.bundle()));
  }

  private Optional<ModelAdder.Measurement> measurement() {
    return Optional.ofNullable(images).map(directory -> trial -> measure(trial, directory));
  }

  private static Accuracy measure(LadderBundle trial, Path images) throws IOException {
    VariantEvaluation evaluation = EvaluationRun.run(trial, images).get(0);
    return new Accuracy(
        evaluation.top1(),
        evaluation.top5(),
        evaluation.best().size(),
        EvaluationRun.datasetName(images));
  }

  private AddOptions options() {
    if (!(width > 0 && width <= 1)) {
      throw usage("--width must be in (0, 1] but is " + width);
    }
    if (resolution != null && resolution < 1) {
      throw usage("--resolution must be at least 1 but is " + resolution);
    }
    if (!(cropShare > 0 && cropShare <= 1)) {
      throw usage("--crop-share must be in (0, 1] but is " + cropShare);
    }
    if (!FAMILY.matcher(family).matches()) {
      throw usage("--family must be letters, digits, . _ or - but is " + family);
    }
    return new AddOptions(
        family,
        width,
        Optional.ofNullable(resolution),
        Optional.ofNullable(labels),
        Optional.ofNullable(precision),
        normalisation(),
        Optional.ofNullable(output),
        scores.told(),
        new Resize(fit, cropShare),
        accuracy(),
        name != null ? name : into.toAbsolutePath().normalize().getFileName().toString(),
        Optional.ofNullable(release),
        force);
  }

  private Optional<Normalisation> normalisation() {
    if (mean == null && scale == null) {
      return Optional.empty();
    }
    Normalisation usual = Normalisation.MINUS_ONE_TO_ONE;
    return Optional.of(
        new Normalisation(
            mean == null ? usual.mean() : perChannel("--mean", mean),
            scale == null ? usual.scale() : perChannel("--scale", scale),
            true));
  }

  private List<Double> perChannel(String option, List<Double> values) {
    boolean finite = values.stream().allMatch(value -> Double.isFinite(value));
    if (!finite || (values.size() != 1 && values.size() != CHANNELS)) {
      throw usage("%s must be one number or three but is %s".formatted(option, values));
    }
    return values.size() == 1 ? Collections.nCopies(CHANNELS, values.get(0)) : values;
  }

  private Optional<Accuracy> accuracy() {
    if (known == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Accuracy(
              known.top1,
              known.top5 == null ? known.top1 : known.top5,
              known.images,
              known.dataset));
    } catch (IllegalArgumentException e) {
      throw usage("The accuracy told is none: " + e.getMessage());
    }
  }
}
