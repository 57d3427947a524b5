package io.widthwise.ingest.service;

import io.widthwise.ingest.publish.FramePublisher;
import io.widthwise.ingest.publish.Pace;
import io.widthwise.ingest.publish.PublishException;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.OnUnreadable;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;

/**
 * Keeps one camera connected, in a thread of its own: connect, publish, and when it is lost wait
 * and connect again.
 */
final class CameraRunner {
  /** A connection that held for so long was a good one. */
  private static final Duration HEALTHY = Duration.ofSeconds(10);

  private final CameraConfig camera;
  private final Producer<String, byte[]> producer;
  private final UnaryOperator<String> topicOf;
  private final CameraRecord record;
  private final BackOff backOff;
  private final Map<String, Long> nextSequence = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private FramePublisher publisher;

  CameraRunner(
      CameraConfig camera,
      Producer<String, byte[]> producer,
      UnaryOperator<String> topicOf,
      CameraRecord record,
      RandomGenerator random) {
    this.camera = camera;
    this.producer = producer;
    this.topicOf = topicOf;
    this.record = record;
    this.backOff = new BackOff(camera.reconnect(), random);
    this.thread = new Thread(this::run, "camera-" + camera.id());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for the end; {@link #join} waits for it. */
  void stop() {
    stopped.countDown();
    synchronized (this) {
      if (publisher == null) {
        thread.interrupt();
      } else {
        publisher.stop();
      }
    }
  }

  /** Waits until the camera is let go; tells whether that was in time. */
  boolean join(Duration limit) throws InterruptedException {
    long halfMillis = Math.max(1, limit.toMillis() / 2);
    thread.join(halfMillis);
    if (thread.isAlive()) {
      // It waits for a broker that does not answer.
      thread.interrupt();
      thread.join(halfMillis);
    }
    return !thread.isAlive();
  }

  private void run() {
    try {
      while (!isStopped() && connectOnce()) {
        Duration wait = backOff.afterFailure();
        if (stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts this thread.
    }
  }

  /** Publishes until the camera is lost; tells whether it is to be tried again. */
  private boolean connectOnce() throws InterruptedException {
    record.connecting();
    long startNanos = System.nanoTime();
    try (FrameSource source =
        new ConfiguredSource(
            FrameSources.open(camera.source(), options(), sentence -> {}),
            camera,
            nextSequence,
            record)) {
      source.awaitReady();
      publish(source);
      if (isStopped()) {
        return false;
      }
      if (camera.source().live() && !camera.source().follows()) {
        throw new SourceException(source.description() + " ended");
      }
      record.ended();
      return false;
    } catch (SourceException | PublishException | RuntimeException e) {
      return !isStopped() && lost(e, Duration.ofNanos(System.nanoTime() - startNanos));
    }
  }

  private void publish(FrameSource source)
      throws SourceException, PublishException, InterruptedException {
    FramePublisher created =
        new FramePublisher(
            source,
            producer,
            topicOf,
            settings(source),
            frame -> record.acknowledged(frame.payloadBytes()));
    synchronized (this) {
      publisher = created;
    }
    record.droppedBy(() -> created.stats().dropped());
    try {
      if (!isStopped()) {
        created.run();
      }
    } finally {
      record.droppedBy(() -> 0);
      record.dropped(created.stats().dropped());
      synchronized (this) {
        publisher = null;
      }
    }
  }

  private boolean lost(Exception e, Duration held) {
    boolean recordingIsUnreadable = !camera.source().live() && e instanceof SourceException;
    if (held.compareTo(HEALTHY) >= 0) {
      backOff.reset();
    }
    boolean last =
        camera.reconnect().maxAttempts().isPresent()
            && backOff.failures() + 1 >= camera.reconnect().maxAttempts().getAsInt();
    boolean failed = recordingIsUnreadable || last;
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    record.lost(message, failed ? CameraState.FAILED : CameraState.BACKING_OFF);
    return !failed;
  }

  private SourceOptions options() {
    SourceOptions options =
        SourceOptions.DEFAULT
            .withCameraId(camera.id())
            .withLoop(camera.loop())
            .withOnUnreadable(camera.source().live() ? OnUnreadable.SEND_AS_IS : OnUnreadable.FAIL);
    return camera.rate().isPresent() ? options.withFps(camera.rate().getAsDouble()) : options;
  }

  private PublisherSettings settings(FrameSource source) {
    PublisherSettings settings =
        PublisherSettings.forSource(source).withPriority(camera.priority());
    if (camera.rate().isPresent()) {
      settings = settings.withPace(new Pace.PerCamera(camera.rate().getAsDouble()));
    }
    return camera.budgetMillis().isPresent()
        ? settings.withLatencyBudgetMillis(camera.budgetMillis().getAsInt())
        : settings;
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
