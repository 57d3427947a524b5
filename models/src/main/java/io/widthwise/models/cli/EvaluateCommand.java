package io.widthwise.models.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.evaluate.AccuracyRecorder;
import io.widthwise.models.evaluate.EvaluationReport;
import io.widthwise.models.evaluate.VariantEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models evaluate}. */
@Command(
    name = "evaluate",
    description = "Measures accuracy and time of every variant of a bundle on labelled images.")
final class EvaluateCommand extends ModelsTask {
  @Parameters(paramLabel = "DIR", description = "The bundle.")
  private Path directory;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "Images and labels.csv with the columns file,class_index.")
  private Path images;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(names = "--record", description = "Write the accuracy into the bundle's ladder.json.")
  private boolean record;

  @Override
  void perform() throws IOException {
    LadderBundle bundle = LadderBundle.open(directory);
    List<VariantEvaluation> evaluations = EvaluationRun.run(bundle, images);
    if (record) {
      AccuracyRecorder.record(bundle, evaluations, EvaluationRun.datasetName(images));
    }
    if (json) {
      out().println(new JsonMapper().writeValueAsString(EvaluationReport.of(evaluations)));
    } else {
      out().print(Tables.evaluation(evaluations));
    }
  }
}
