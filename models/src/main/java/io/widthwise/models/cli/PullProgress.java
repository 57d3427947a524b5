package io.widthwise.models.cli;

import io.widthwise.models.pull.PinnedFile;
import io.widthwise.models.pull.PullListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar for each file on standard error, and a line for all that a person may wonder about. */
final class PullProgress implements PullListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 200;
  private static final long KIB = 1024;
  private static final double MILLIS = 1e3;

  private final PrintWriter err;
  private ProgressBar bar;

  PullProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void present(PinnedFile file) {
    say("%s is here already, whole", file.name());
  }

  @Override
  public void arriving(PinnedFile file, long from, OptionalLong total) {
    close();
    bar =
        new ProgressBarBuilder()
            .setTaskName(file.name())
            .setInitialMax(total.orElse(-1))
            .startsFrom(from, Duration.ZERO)
            .setUnit(" KiB", KIB)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
  }

  @Override
  public void arrived(PinnedFile file, long bytes) {
    bar.stepTo(bytes);
  }

  @Override
  public void retrying(PinnedFile file, String fault, Duration pause) {
    say("%s: %s; trying again in %.1f s", file.name(), fault, pause.toMillis() / MILLIS);
  }

  @Override
  public void discarded(PinnedFile file, String fault) {
    say("What was here of %s is of no use and is fetched anew: %s", file.name(), fault);
  }

  @Override
  public void done(PinnedFile file) {
    close();
  }

  private void say(String format, Object... arguments) {
    close();
    err.println(format.formatted(arguments));
    err.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
