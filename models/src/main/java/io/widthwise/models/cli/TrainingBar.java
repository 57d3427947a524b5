package io.widthwise.models.cli;

import io.widthwise.models.train.TrainingProgress;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows on standard error how far a network is, at what loss, and how long it will take. */
final class TrainingBar implements TrainingProgress {
  private static final int REFRESH_MILLIS = 1_000;

  private ProgressBar bar;
  private double top1 = Double.NaN;

  @Override
  public void begin(String name, int from, int steps) {
    top1 = Double.NaN;
    bar =
        new ProgressBarBuilder()
            .setTaskName("Training " + name)
            .setInitialMax(steps)
            .startsFrom(from, java.time.Duration.ZERO)
            .setUnit(" steps", 1)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
  }

  @Override
  public void step(int done, double loss, double imagesPerSecond, double validationTop1) {
    if (!Double.isNaN(validationTop1)) {
      top1 = validationTop1;
    }
    String validated = Double.isNaN(top1) ? "" : ", top-1 %.1f %%".formatted(100 * top1);
    bar.setExtraMessage(
        String.format(
            Locale.ROOT, " loss %.3f, %.0f images/s%s", loss, imagesPerSecond, validated));
    bar.stepTo(done);
  }

  @Override
  public void end() {
    bar.close();
  }
}
