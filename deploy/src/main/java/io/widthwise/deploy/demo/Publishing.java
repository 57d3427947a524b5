package io.widthwise.deploy.demo;

import io.widthwise.ingest.publish.FramePublisher;
import io.widthwise.ingest.publish.PublishListener;
import io.widthwise.ingest.publish.PublishStats;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.producer.Producer;

/** Publishes a source in a thread of its own. */
final class Publishing implements AutoCloseable {
  private final FrameSource source;
  private final FramePublisher publisher;
  private final FutureTask<PublishStats> run;
  private final long startNanos;

  /** Begins to publish {@code source}, which this closes. */
  Publishing(
      FrameSource source,
      PublisherSettings settings,
      Producer<String, byte[]> producer,
      String topic) {
    this.source = source;
    publisher = new FramePublisher(source, producer, topic, settings, PublishListener.NONE);
    run = new FutureTask<>(publisher::run);
    startNanos = System.nanoTime();
    Thread thread = new Thread(run, "publish");
    thread.setDaemon(true);
    thread.start();
  }

  /** What is published. */
  String description() {
    return source.description();
  }

  /** Frames that the broker has. */
  long published() {
    return publisher.stats().published();
  }

  /** Time since the start. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Whether publishing has ended by itself, which only an error brings about. */
  boolean ended() {
    return run.isDone();
  }

  void stop() {
    publisher.stop();
  }

  /** Stops, and waits until the broker has what was sent. */
  void finish() throws Exception {
    stop();
    try {
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void close() {
    stop();
    source.close();
  }
}
