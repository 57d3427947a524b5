package io.widthwise.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.access.KafkaAccess;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes results of a made-up fleet to the results topic, as a job on many lanes would. */
final class ResultReplay implements AutoCloseable {
  private static final int TICK_MILLIS = 20;
  private static final double[] WIDTHS = {0.25, 0.5, 0.75, 1, 1, 1};
  private static final String[] LABELS = {"pallet", "forklift", "person", "crate", "truck"};
  private static final Duration BUDGET = Duration.ofMillis(100);

  private final SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
  private final Random random = new Random(1);
  private final AtomicLong sent = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final int cameras;
  private final double perSecond;
  private double owed;

  ResultReplay(KafkaAccess kafka, TopicNames topics, int cameras, double perSecond) {
    this.producer =
        new KafkaProducer<>(
            kafka.client(Map.of("linger.ms", 5)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.topic = topics.results();
    this.cameras = cameras;
    this.perSecond = perSecond;
  }

  void start() {
    clock.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Results written so far. */
  long sent() {
    return sent.get();
  }

  private void tick() {
    Instant now = Instant.now();
    for (owed += cameras * perSecond * TICK_MILLIS / 1e3; owed >= 1; owed--) {
      long number = sent.getAndIncrement();
      String camera = "camera-%04d".formatted(number % cameras);
      FrameResult result = result(camera, number / cameras, now);
      producer.send(new ProducerRecord<>(topic, camera.getBytes(UTF_8), codec.encode(result)));
    }
  }

  private FrameResult result(String camera, long sequence, Instant finished) {
    int chance = random.nextInt(1_000);
    Outcome outcome = chance < 5 ? Outcome.SHED : chance < 15 ? Outcome.LATE : Outcome.CLASSIFIED;
    Duration latency = Duration.ofMillis(outcome == Outcome.LATE ? 130 : 10 + random.nextInt(60));
    Instant captured = finished.minus(latency);
    boolean labelled = outcome != Outcome.SHED;
    double width = WIDTHS[random.nextInt(WIDTHS.length)];
    return FrameResult.newBuilder()
        .setFrameId(FrameIds.of(camera, sequence, captured))
        .setCameraId(camera)
        .setSequence(sequence)
        .setCaptureTime(captured)
        .setOutcome(outcome)
        .setReason(labelled ? null : "%d ms are left and 24 are needed".formatted(chance))
        .setTopK(
            labelled
                ? List.of(new Label(chance % 5, LABELS[chance % 5], 0.5f + chance / 2_000f))
                : List.of())
        .setVariant(labelled ? new Variant("mobilenet-v1", width, 160, "int8", "bench") : null)
        .setDeadline(captured.plus(BUDGET))
        .setTimings(
            Timings.newBuilder()
                .setCaptured(captured)
                .setAdmitted(captured.plusMillis(2))
                .setDequeued(captured.plusMillis(3))
                .setStarted(finished.minusMillis(4))
                .setFinished(finished)
                .build())
        .build();
  }

  @Override
  public void close() throws InterruptedException {
    clock.shutdownNow();
    clock.awaitTermination(10, TimeUnit.SECONDS);
    producer.close();
  }
}
