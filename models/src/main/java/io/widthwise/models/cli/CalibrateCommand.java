package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.evaluate.Calibrator;
import io.widthwise.models.evaluate.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models calibrate}. */
@Command(
    name = "calibrate",
    description = {
      "Makes a bundle's probabilities mean what they say: fits a temperature for every variant on"
          + " one half of the images, tests it on the other and puts it into the graph.",
      "The bundle's files are replaced; best classes and recorded accuracy stay as they are."
    })
final class CalibrateCommand extends ModelsTask {
  @Parameters(paramLabel = "DIR", description = "The bundle.")
  private Path directory;

  @Mixin private FramesOption frames;

  @Option(
      names = "--release",
      description = "Name of the release (default: a short hash of the content).")
  private String release;

  @Override
  void perform() throws IOException {
    LadderBundle bundle = LadderBundle.open(directory);
    Evaluation evaluation = EvaluationRun.run(bundle, frames.open(bundle));
    LadderBundle calibrated = Calibrator.calibrate(evaluation, Optional.ofNullable(release));
    out().print(Tables.calibration(calibrated, evaluation.variants()));
  }
}
