package io.widthwise.models.train;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Loads the batches of the next steps on a thread of its own while the network works. */
final class Prefetch implements AutoCloseable {
  private static final int AHEAD = 4;

  private final ExecutorService loader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "training-loader");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<Future<Batch>> ahead = new ArrayDeque<>();
  private final IntFunction<Batch> source;
  private final int end;
  private int next;

  /**
   * @param source loads the batch of a step; called from one thread
   * @param from first step
   * @param end step after the last
   */
  Prefetch(IntFunction<Batch> source, int from, int end) {
    this.source = source;
    this.next = from;
    this.end = end;
  }

  /** Returns the batch of the next step. */
  Batch take() throws InterruptedException {
    while (ahead.size() < AHEAD && next < end) {
      int step = next++;
      ahead.add(loader.submit(() -> source.apply(step)));
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Returns when nothing is loaded any more, so that what the source uses may be freed. */
  @Override
  public void close() {
    loader.shutdownNow();
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    while (!ended) {
      try {
        ended = loader.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
