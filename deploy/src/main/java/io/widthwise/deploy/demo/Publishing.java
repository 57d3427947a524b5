package io.widthwise.deploy.demo;

import io.widthwise.deploy.PublishOptions;
import io.widthwise.ingest.publish.FramePublisher;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.publish.PublishListener;
import io.widthwise.ingest.publish.PublishStats;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.SourceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.producer.Producer;

/** Publishes a source, over and over, in a thread of its own. */
final class Publishing implements AutoCloseable {
  private final FrameSource source;
  private final Producer<String, byte[]> producer;
  private final FramePublisher publisher;
  private final FutureTask<PublishStats> run;
  private final long startNanos;

  Publishing(PublishOptions options, String bootstrapServers, String topic) throws SourceException {
    source = options.open(true);
    producer = ProducerSettings.of(bootstrapServers).create();
    producer.partitionsFor(topic); // fetches metadata, which the first frame would wait for
    publisher =
        new FramePublisher(
            source,
            producer,
            topic,
            options.settings(source, Optional.empty()),
            PublishListener.NONE);
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
    try {
      producer.close(Duration.ofSeconds(10));
    } finally {
      source.close();
    }
  }
}
