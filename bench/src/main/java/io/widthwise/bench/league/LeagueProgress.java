package io.widthwise.bench.league;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows on standard error how many runs are done and how long the others will take. */
final class LeagueProgress implements AutoCloseable {
  private static final int REFRESH_MILLIS = 500;

  private final ProgressBar bar;

  LeagueProgress(int runs) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("Simulating")
            .setInitialMax(runs)
            .setUnit(" runs", 1)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
  }

  /** Counts a run; any thread may. */
  void played() {
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
