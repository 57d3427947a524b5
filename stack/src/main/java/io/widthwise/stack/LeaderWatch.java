package io.widthwise.stack;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends a JobManager that lives and leads no more, so that another one is started. One that was cut
 * off from ZooKeeper for longer than its session, as by a pause of its process, gives its
 * leadership up; it has been seen to connect again and not to be elected any more.
 */
final class LeaderWatch implements AutoCloseable {
  private final BooleanSupplier answers;
  private final Supplier<JavaProcess> jobManager;
  private final Duration limit;
  private final Consumer<String> events;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "leader-watch");
            thread.setDaemon(true);
            return thread;
          });
  private long watched;
  private boolean hasAnswered;
  private long answeredNanos;

  /**
   * @param answers whether the cluster answers, which it does not without a leader
   * @param jobManager the process that runs now
   * @param limit for how long it may not answer once it has; one that has not yet is left alone
   */
  LeaderWatch(
      BooleanSupplier answers,
      Supplier<JavaProcess> jobManager,
      Duration period,
      Duration limit,
      Consumer<String> events) {
    this.answers = answers;
    this.jobManager = jobManager;
    this.limit = limit;
    this.events = events;
    timer.scheduleWithFixedDelay(
        this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    JavaProcess now = jobManager.get();
    if (now.pid() != watched) {
      watched = now.pid();
      hasAnswered = false;
    }
    if (answers.getAsBoolean()) {
      hasAnswered = true;
      answeredNanos = System.nanoTime();
    } else if (hasAnswered && System.nanoTime() - answeredNanos > limit.toNanos()) {
      events.accept(
          "the %s (process %d) has not led the cluster for %d s; ending it so that another one is started"
              .formatted(now.name(), now.pid(), limit.toSeconds()));
      hasAnswered = false;
      now.kill();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
