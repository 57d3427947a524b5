package io.widthwise.models.pull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response's body as it arrives, asked for piece by piece. The client's own stream would wait for
 * ever where a server falls silent without closing the connection.
 */
final class TimedBody implements BodySubscriber<TimedBody> {
  /** What arrived: bytes, or the end with the failure that was it, if one. */
  private record Arrival(List<ByteBuffer> bytes, Throwable failure) {}

  private final Duration patience;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> unread = new ArrayDeque<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  TimedBody(Duration patience) {
    this.patience = patience;
  }

  /** The body is handed over at once and read while it arrives. */
  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription.complete(started);
    started.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    arrivals.add(new Arrival(bytes, null));
  }

  @Override
  public void onError(Throwable failure) {
    arrivals.add(new Arrival(null, failure));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival(null, null));
  }

  /** Returns the next bytes, or null at the end. */
  ByteBuffer next() throws IOException {
    while (unread.isEmpty()) {
      Arrival arrival = await();
      if (arrival.failure() != null) {
        throw new IOException(arrival.failure().getMessage(), arrival.failure());
      }
      if (arrival.bytes() == null) {
        return null;
      }
      unread.addAll(arrival.bytes());
      subscription.join().request(1);
    }
    return unread.remove();
  }

  private Arrival await() throws IOException {
    try {
      Arrival arrival = arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (arrival == null) {
        throw new IOException("nothing arrived for %d ms".formatted(patience.toMillis()));
      }
      return arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a body");
    }
  }

  /** Wants no more; the connection is closed if something is still to come. */
  void cancel() {
    subscription.thenAccept(Flow.Subscription::cancel);
  }
}
