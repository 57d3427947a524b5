package io.widthwise.models.cli;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.models.evaluate.AccuracyRecorder;
import io.widthwise.models.evaluate.Evaluation;
import io.widthwise.models.evaluate.Evaluator;
import io.widthwise.models.evaluate.ImageFolder;
import io.widthwise.models.evaluate.LabelledFrames;
import io.widthwise.models.evaluate.VariantEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** An evaluation with a progress bar on standard error. */
final class EvaluationRun {
  private static final int REFRESH_MILLIS = 500;

  private EvaluationRun() {}

  static List<VariantEvaluation> run(LadderBundle bundle, Path directory) throws IOException {
    return run(bundle, ImageFolder.read(directory, bundle.labels().size())).variants();
  }

  static Evaluation run(LadderBundle bundle, LabelledFrames frames) throws IOException {
    ProgressBarBuilder bar =
        new ProgressBarBuilder()
            .setTaskName("Evaluating")
            .setInitialMax(frames.size())
            .setUnit(" images", 1)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err));
    try (ProgressBar progress = bar.build()) {
      return Evaluator.evaluate(bundle, frames, progress::stepTo);
    }
  }

  /** Measures the bundle on images and records that, or, without images, lists it. */
  static String recordOrList(LadderBundle bundle, Path images) throws IOException {
    if (images == null) {
      return Tables.ladder(bundle);
    }
    List<VariantEvaluation> evaluations = run(bundle, images);
    AccuracyRecorder.record(bundle, evaluations, datasetName(images));
    return Tables.evaluation(evaluations);
  }

  /** Names the images as the manifest does: the directory's own name. */
  static String datasetName(Path directory) {
    return directory.toAbsolutePath().normalize().getFileName().toString();
  }
}
