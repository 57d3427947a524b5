package io.widthwise.ingest.publish;

import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Publishes the frames of one source, keyed by camera, to one topic or each camera's own.
 *
 * <p>One thread reads the source into a bounded buffer, the caller's thread releases frames at
 * their pace and sends them. When the buffer is full, a recording waits and a live source loses its
 * oldest frame, which is counted. The first frame that cannot be delivered ends the run with an
 * error. Source and producer stay the caller's to close.
 */
public final class FramePublisher {
  private final FrameSource source;
  private final Producer<String, byte[]> producer;
  private final UnaryOperator<String> topicOf;
  private final PublisherSettings settings;
  private final PublishListener listener;
  private final Clock clock;

  private final SingleObjectCodec<Frame> codec = Codecs.frame();
  private final FrameBuffer buffer;
  private final Semaphore inFlight;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<Undelivered> firstFailure = new AtomicReference<>();
  private final AtomicReference<Exception> readFailure = new AtomicReference<>();
  private final LongAdder read = new LongAdder();
  private final LongAdder published = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  private record Undelivered(String frameId, String cameraId, Exception cause) {}

  public FramePublisher(
      FrameSource source,
      Producer<String, byte[]> producer,
      String topic,
      PublisherSettings settings,
      PublishListener listener) {
    this(source, producer, camera -> topic, settings, listener);
  }

  /**
   * As the other, with a topic for each camera.
   *
   * @param topicOf gives the topic for a camera's id
   */
  public FramePublisher(
      FrameSource source,
      Producer<String, byte[]> producer,
      UnaryOperator<String> topicOf,
      PublisherSettings settings,
      PublishListener listener) {
    this(source, producer, topicOf, settings, listener, Clock.systemUTC());
  }

  FramePublisher(
      FrameSource source,
      Producer<String, byte[]> producer,
      UnaryOperator<String> topicOf,
      PublisherSettings settings,
      PublishListener listener,
      Clock clock) {
    this.source = source;
    this.producer = producer;
    this.topicOf = topicOf;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.buffer = new FrameBuffer(settings.bufferFrames(), source.live());
    this.inFlight = new Semaphore(settings.maxInFlight());
  }

  /**
   * Publishes until the source ends or {@link #stop} is called, and waits for the broker to
   * acknowledge what was sent. To be called once.
   *
   * @return the final count
   * @throws SourceException if the source could not be read on; what came before is published
   * @throws PublishException if a frame could not be delivered; names the topic and the frame
   * @throws InterruptedException if the calling thread was interrupted
   */
  public PublishStats run() throws SourceException, PublishException, InterruptedException {
    Thread reader = new Thread(this::readSource, "read-" + source.description());
    reader.setDaemon(true);
    reader.start();
    try {
      sendAll();
      producer.flush();
    } finally {
      stop();
      reader.interrupt();
      reader.join();
    }
    throwFailure();
    return stats();
  }

  /** Sends nothing more; {@link #run} returns once the frames already sent are acknowledged. */
  public void stop() {
    stopped.countDown();
    buffer.end();
  }

  /** Counts so far; may be read while running. */
  public PublishStats stats() {
    return new PublishStats(
        read.sum(), published.sum(), buffer.dropped(), failed.sum(), bytes.sum());
  }

  private void readSource() {
    try {
      for (Optional<SourceFrame> next = source.next(); next.isPresent(); next = source.next()) {
        if (isStopped()) {
          return;
        }
        read.increment();
        buffer.put(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SourceException | RuntimeException e) {
      // Once stopped, the reader is interrupted, which closes files under it.
      if (!isStopped()) {
        readFailure.set(e);
      }
    } finally {
      buffer.end();
    }
  }

  private void sendAll() throws InterruptedException {
    Pace pace = source.live() ? new Pace.Unlimited() : settings.pace();
    Pace.Schedule schedule = pace.begin();
    FrameStamper stamper = new FrameStamper(settings, clock);
    long startNanos = 0;
    boolean started = false;
    while (!isStopped()) {
      Optional<SourceFrame> next = buffer.take();
      if (next.isEmpty()) {
        return;
      }
      if (!started) {
        started = true;
        startNanos = System.nanoTime();
      }
      long dueNanos = startNanos + schedule.due(next.get()).toNanos();
      if (stopped.await(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
      inFlight.acquire();
      if (isStopped()) {
        return;
      }
      send(stamper.stamp(next.get()));
    }
  }

  private void send(Frame frame) throws InterruptedException {
    int payloadBytes = frame.getPayload().remaining();
    String frameId = frame.getFrameId();
    String cameraId = frame.getCameraId();
    try {
      producer.send(
          new ProducerRecord<>(topicOf.apply(cameraId), cameraId, codec.encode(frame)),
          (metadata, e) -> settle(frameId, cameraId, payloadBytes, metadata, e));
    } catch (InterruptException e) {
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      settle(frameId, cameraId, payloadBytes, null, e);
    }
  }

  private void settle(
      String frameId, String cameraId, int payloadBytes, RecordMetadata metadata, Exception e) {
    inFlight.release();
    if (e != null) {
      failed.increment();
      firstFailure.compareAndSet(null, new Undelivered(frameId, cameraId, e));
      stop();
      return;
    }
    published.increment();
    bytes.add(payloadBytes);
    listener.acknowledged(
        new PublishListener.PublishedFrame(
            frameId, cameraId, metadata.partition(), metadata.offset(), payloadBytes));
  }

  private void throwFailure() throws PublishException, SourceException {
    Undelivered undelivered = firstFailure.get();
    if (undelivered != null) {
      throw new PublishException(
          "frame %s of %s could not be delivered to topic %s (%d frames failed, %d arrived): %s"
              .formatted(
                  undelivered.frameId(),
                  source.description(),
                  topicOf.apply(undelivered.cameraId()),
                  failed.sum(),
                  published.sum(),
                  undelivered.cause().getMessage()),
          undelivered.cause());
    }
    Exception unread = readFailure.get();
    if (unread instanceof SourceException e) {
      throw e;
    }
    if (unread instanceof RuntimeException e) {
      throw e;
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
