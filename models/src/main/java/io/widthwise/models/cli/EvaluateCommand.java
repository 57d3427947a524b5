package io.widthwise.models.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.evaluate.AccuracyRecorder;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.evaluate.EvaluationReport;
import io.widthwise.models.report.Host;
import io.widthwise.models.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Measures accuracy, calibration and time of every variant of a bundle on labelled images.")
final class EvaluateCommand extends ModelsTask {
  @Parameters(paramLabel = "DIR", description = "The bundle.")
  private Path directory;

  @Mixin private FramesOption frames;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(names = "--record", description = "Write the accuracy into the bundle's ladder.json.")
  private boolean record;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.html and its plots as SVG into this directory.")
  private Path report;

  @Override
  void perform() throws IOException {
    LadderBundle bundle = LadderBundle.open(directory);
    Evaluation evaluation = EvaluationRun.run(bundle, frames.open(bundle));
    if (record) {
      AccuracyRecorder.record(bundle, evaluation.variants(), evaluation.dataset());
    }
    if (report != null) {
      ReportWriter.write(evaluation, Host.here(), report);
    }
    if (json) {
      out()
          .println(new JsonMapper().writeValueAsString(EvaluationReport.of(evaluation.variants())));
    } else {
      out().print(Tables.evaluation(evaluation.variants()));
    }
  }
}
