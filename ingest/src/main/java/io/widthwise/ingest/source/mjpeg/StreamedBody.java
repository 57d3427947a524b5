package io.widthwise.ingest.source.mjpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an HTTP answer without end, as a stream whose reads can be interrupted and end with
 * an error when nothing comes for a while. The stream of the JDK's own client does neither.
 */
public final class StreamedBody extends InputStream {
  /** Nothing to read: the body has ended, as {@link #end} says. */
  private static final List<ByteBuffer> END = List.of();

  private final Duration silence;
  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private List<ByteBuffer> reading = List.of();
  private int at;
  private volatile Flow.Subscription subscription;
  private volatile Optional<Throwable> failure = Optional.empty();
  private volatile boolean closed;
  private boolean ended;

  private StreamedBody(Duration silence) {
    this.silence = silence;
  }

  /**
   * Takes a body as it comes; what is not read yet is left to the connection.
   *
   * @param silence how long nothing may come
   */
  public static HttpResponse.BodySubscriber<StreamedBody> subscriber(Duration silence) {
    return new Subscriber(new StreamedBody(silence));
  }

  private static final class Subscriber implements HttpResponse.BodySubscriber<StreamedBody> {
    private final StreamedBody body;

    Subscriber(StreamedBody body) {
      this.body = body;
    }

    @Override
    public CompletionStage<StreamedBody> getBody() {
      return CompletableFuture.completedFuture(body);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      body.subscription = subscription;
      if (body.closed) {
        subscription.cancel();
      } else {
        subscription.request(1);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      if (item.isEmpty()) {
        body.subscription.request(1);
      } else {
        body.arrived.add(item);
      }
    }

    @Override
    public void onError(Throwable e) {
      body.failure = Optional.of(e);
      body.arrived.add(END);
    }

    @Override
    public void onComplete() {
      body.arrived.add(END);
    }
  }

  @Override
  public int read() throws IOException {
    Optional<ByteBuffer> buffer = buffer();
    return buffer.isEmpty() ? -1 : buffer.get().get() & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Optional<ByteBuffer> buffer = buffer();
    if (buffer.isEmpty()) {
      return -1;
    }
    int count = Math.min(length, buffer.get().remaining());
    buffer.get().get(target, offset, count);
    return count;
  }

  /** The buffer to read from, waiting for it; empty at the end. */
  private Optional<ByteBuffer> buffer() throws IOException {
    while (!ended) {
      for (; at < reading.size(); at++) {
        if (reading.get(at).hasRemaining()) {
          return Optional.of(reading.get(at));
        }
      }
      advance();
    }
    return Optional.empty();
  }

  private void advance() throws IOException {
    if (!reading.isEmpty()) {
      subscription.request(1);
      reading = List.of();
    }
    List<ByteBuffer> next;
    try {
      next = arrived.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
    if (next == null) {
      throw new HttpTimeoutException("nothing came for %d ms".formatted(silence.toMillis()));
    }
    if (next.isEmpty()) {
      end();
    }
    reading = next;
    at = 0;
  }

  private void end() throws IOException {
    ended = true;
    if (failure.isPresent() && !closed) {
      throw new IOException(failure.get().getMessage(), failure.get());
    }
  }

  /** Lets the connection go; whoever reads is at the end. */
  @Override
  public void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
    arrived.add(END);
  }
}
