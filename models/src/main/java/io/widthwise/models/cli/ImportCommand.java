package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.importing.BundleImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Mixin private ImportSettings settings;

  @Override
  void perform() throws IOException {
    LadderBundle bundle = BundleImporter.importTflite(models, labels, out, settings.options());
    out().print(EvaluationRun.recordOrList(bundle, images));
  }
}
