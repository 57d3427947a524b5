package io.widthwise.bench.latency;

import io.widthwise.ingest.publish.FramePublisher;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Publishes in a thread of its own; whatever it fails with is thrown when it is joined. */
public final class PublisherThread {
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private PublisherThread() {}

  public static PublisherThread start(FramePublisher publisher) {
    PublisherThread started = new PublisherThread();
    Thread thread = new Thread(() -> started.run(publisher), "bench-publisher");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  private void run(FramePublisher publisher) {
    try {
      publisher.run();
      ended.complete(null);
    } catch (Exception e) {
      ended.completeExceptionally(e);
    }
  }

  public void join() throws ExecutionException, InterruptedException {
    ended.get();
  }
}
