package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.evaluate.AccuracyRecorder;
import io.widthwise.models.evaluate.Calibrator;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.family.FamilyBundle;
import io.widthwise.models.family.ModelCard;
import io.widthwise.models.report.Host;
import io.widthwise.models.report.ReportWriter;
import io.widthwise.models.train.Recipe;
import io.widthwise.models.train.TrainedNetwork;
import io.widthwise.models.train.TrainingSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What follows training: every width is quantised, every graph calibrated, every rung measured, and
 * the rungs worth serving are put into a bundle with a model card and a report.
 */
record FamilyRun(String name, List<Recipe> recipes, TrainingSets sets, Path out) {

  /** Returns the bundle to serve. */
  LadderBundle finish(List<TrainedNetwork> trained) throws IOException {
    LadderBundle full =
        FamilyBundle.full(
            name,
            sets.training().classNames(),
            trained,
            recipes.get(0).resolutions(),
            sets.calibration(),
            out.resolve("full"));
    Evaluation fitting = EvaluationRun.run(full, sets.calibration().frames());
    LadderBundle calibrated = Calibrator.calibrate(fitting, Optional.empty());
    Evaluation measured = EvaluationRun.run(calibrated, sets.evaluation().frames());
    LadderBundle recorded =
        AccuracyRecorder.record(calibrated, measured.variants(), measured.dataset());
    LadderBundle served = FamilyBundle.serve(recorded, out.resolve("bundle"));
    ModelCard card =
        new ModelCard(served, measured, recipes, sets.training().description(), trained);
    Files.writeString(served.directory().resolve(ModelCard.FILE), card.markdown());
    ReportWriter.write(measured, Host.here(), out.resolve("report"));
    return served;
  }
}
