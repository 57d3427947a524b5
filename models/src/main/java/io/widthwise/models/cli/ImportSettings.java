package io.widthwise.models.cli;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Precision;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.models.importing.ImportOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How networks become a bundle: what all importing commands ask. */
final class ImportSettings {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--precision",
      split = ",",
      paramLabel = "int8|fp32",
      converter = Choices.PrecisionConverter.class,
      description = "Arithmetics to write (default: int8,fp32).")
  private List<Precision> precisions;

  @Option(
      names = "--fit",
      paramLabel = "stretch|centre-crop",
      converter = Choices.FitConverter.class,
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

  ImportOptions options() {
    if (!(cropShare > 0 && cropShare <= 1)) {
      throw new ParameterException(
          command.commandLine(), "--crop-share must be in (0, 1] but is " + cropShare);
    }
    return new ImportOptions(
        name, Optional.ofNullable(release), precisions(), new Resize(fit, cropShare), force);
  }

  private Set<Precision> precisions() {
    return precisions == null ? ImportOptions.DEFAULT.precisions() : EnumSet.copyOf(precisions);
  }
}
