package io.widthwise.models.cli;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.models.evaluate.AccuracyRecorder;
import io.widthwise.models.evaluate.VariantEvaluation;
import io.widthwise.models.importing.BundleImporter;
import io.widthwise.models.importing.ImportOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code models import}. */
@Command(name = "import", description = "Imports 8-bit TensorFlow Lite MobileNets into a bundle.")
final class ImportCommand extends ModelsTask {
  @Parameters(
      arity = "1..*",
      paramLabel = "TFLITE",
      description = "Quantised MobileNet V1 or V2 classifiers, one for each rung.")
  private List<Path> models;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The new bundle.")
  private Path out;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Class names, one a line, with or without 'background' first (default: imagenet_labels.txt beside the first model).")
  private Path labels;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Images and labels.csv: evaluate the bundle on them and record its accuracy.")
  private Path images;

  @Option(
      names = "--precision",
      split = ",",
      paramLabel = "int8|fp32",
      converter = PrecisionConverter.class,
      description = "Arithmetics to write (default: int8,fp32).")
  private List<Precision> precisions;

  @Option(
      names = "--fit",
      paramLabel = "stretch|centre-crop",
      converter = FitConverter.class,
      description = "How a picture becomes a square (default: the more accurate on ImageNet).")
  private Fit fit = ImportOptions.DEFAULT.resize().fit();

  @Option(
      names = "--crop-share",
      paramLabel = "SHARE",
      description = "Share of the picture's sides that is kept, in (0, 1].")
  private double cropShare = ImportOptions.DEFAULT.resize().cropShare();

  @Option(names = "--name", description = "Name of the ladder (default: imagenet).")
  private String name = ImportOptions.DEFAULT.name();

  @Option(
      names = "--release",
      description = "Name of the release (default: a short hash of the content).")
  private String release;

  @Option(names = "--force", description = "Write into a directory that has files already.")
  private boolean force;

  @Override
  void perform() throws IOException {
    LadderBundle bundle = BundleImporter.importTflite(models, labels, out, options());
    if (images != null) {
      List<VariantEvaluation> evaluations = EvaluationRun.run(bundle, images);
      bundle = AccuracyRecorder.record(bundle, evaluations, EvaluationRun.datasetName(images));
      out().print(Tables.evaluation(evaluations));
    } else {
      out().print(Tables.ladder(bundle));
    }
  }

  private ImportOptions options() {
    if (!(cropShare > 0 && cropShare <= 1)) {
      throw usage("--crop-share must be in (0, 1] but is " + cropShare);
    }
    return new ImportOptions(
        name, Optional.ofNullable(release), precisions(), new Resize(fit, cropShare), force);
  }

  private Set<Precision> precisions() {
    return precisions == null ? ImportOptions.DEFAULT.precisions() : EnumSet.copyOf(precisions);
  }

  /** Reads int8 and fp32. */
  static final class PrecisionConverter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String value) {
      return choice(value, Precision.values(), Precision::text);
    }
  }

  /** Reads stretch and centre-crop. */
  static final class FitConverter implements ITypeConverter<Fit> {
    @Override
    public Fit convert(String value) {
      return choice(
          value, Fit.values(), fit -> fit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private static <T> T choice(String value, T[] choices, Function<T, String> text) {
    return Arrays.stream(choices)
        .filter(choice -> text.apply(choice).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not one of %s"
                        .formatted(
                            value,
                            Arrays.stream(choices).map(text).collect(Collectors.joining(", ")))));
  }
}
