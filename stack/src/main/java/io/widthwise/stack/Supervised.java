package io.widthwise.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One process that is started again when it dies: after a delay, and twice as long each further
 * time (at most 10 s) unless it ran for ten seconds in between.
 */
final class Supervised implements AutoCloseable {
  static final long AT_ONCE_MILLIS = 100;
  private static final long LONGEST_DELAY_MILLIS = 10_000;
  private static final Duration HEALTHY = Duration.ofSeconds(10);

  private final Supplier<JavaProcess> starter;
  private final Consumer<String> events;
  private final Runnable onRestart;
  private volatile JavaProcess process;
  private final long firstDelayMillis;
  private long delayMillis;
  private volatile int restarts;
  private boolean closed;

  Supervised(
      JavaProcess process,
      Supplier<JavaProcess> starter,
      long firstDelayMillis,
      Consumer<String> events,
      Runnable onRestart) {
    this.firstDelayMillis = firstDelayMillis;
    this.delayMillis = firstDelayMillis;
    this.starter = starter;
    this.events = events;
    this.onRestart = onRestart;
    watch(process);
  }

  private synchronized void watch(JavaProcess started) {
    process = started;
    Instant since = Instant.now();
    CompletableFuture<Void> end = started.onExit().thenRun(() -> died(since));
    end.exceptionally(
        e -> {
          events.accept("watching the %s failed: %s".formatted(started.name(), e.getMessage()));
          return null;
        });
  }

  private synchronized void died(Instant since) {
    if (closed) {
      return;
    }
    if (Duration.between(since, Instant.now()).compareTo(HEALTHY) > 0) {
      delayMillis = firstDelayMillis;
    }
    events.accept(
        "the %s (process %d) died; starting it again in %d ms"
            .formatted(process.name(), process.pid(), delayMillis));
    restartIn(delayMillis);
    delayMillis = Math.min(delayMillis * 2, LONGEST_DELAY_MILLIS);
  }

  private void restartIn(long millis) {
    var later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(this::restart, later)
        .exceptionally(
            e -> {
              String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
              events.accept("could not start the %s again: %s".formatted(process.name(), reason));
              restartIn(LONGEST_DELAY_MILLIS);
              return null;
            });
  }

  private void restart() {
    synchronized (this) {
      if (closed) {
        return;
      }
      // Under the lock, so that close() finds whatever was started.
      watch(starter.get());
      // Last, so that whoever sees the count sees the new process too.
      restarts = restarts + 1;
    }
    onRestart.run();
  }

  JavaProcess process() {
    return process;
  }

  /** How often the process was started again, counted once {@link #process} is the new one. */
  int restarts() {
    return restarts;
  }

  @Override
  public void close() {
    JavaProcess last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    last.close();
  }
}
