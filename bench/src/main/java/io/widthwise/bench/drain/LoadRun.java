package io.widthwise.bench.drain;

import io.widthwise.access.KafkaAccess;
import io.widthwise.bench.latency.TopicTail;
import io.widthwise.ingest.publish.FramePublisher;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.publish.PublishListener;
import io.widthwise.ingest.publish.PublishStats;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.SourceOptions;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;

/** Sends a steady load of synthetic frames and hears of their outcomes. */
final class LoadRun {
  private static final int CAMERAS = 4;
  private static final int PICTURES = 48;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KafkaAccess kafka;
  private final TopicNames topics;
  private final double framesPerSecond;
  private final int seconds;

  /**
   * Latencies from capture to outcome, over all frames.
   *
   * @param frames how many
   * @param inTime share labelled by their deadline
   * @param p50 median, milliseconds
   * @param p99 99 of 100 were no slower, milliseconds
   * @param max slowest, milliseconds
   */
  record Latencies(long frames, double inTime, double p50, double p99, double max) {}

  LoadRun(KafkaAccess kafka, TopicNames topics, double framesPerSecond, int seconds) {
    this.kafka = kafka;
    this.topics = topics;
    this.framesPerSecond = framesPerSecond;
    this.seconds = seconds;
  }

  /** Sends for twice the seconds; counts the frames of the second half. */
  Latencies run() throws Exception {
    String cameras = "drain-" + UUID.randomUUID();
    SourceOptions options =
        SourceOptions.DEFAULT
            .withCameraId(cameras)
            .withCameras(CAMERAS)
            .withFps(framesPerSecond / CAMERAS)
            .withPictures(PICTURES);
    try (TopicTail tail = new TopicTail(kafka, topics.results());
        Producer<String, byte[]> producer = ProducerSettings.of(kafka).create();
        FrameSource source = FrameSources.open("synthetic", options)) {
      source.awaitReady();
      FramePublisher publisher =
          new FramePublisher(
              source,
              producer,
              topics.framesRaw(),
              PublisherSettings.forSource(source),
              PublishListener.NONE);
      FutureTask<PublishStats> publishing = new FutureTask<>(publisher::run);
      Thread thread = new Thread(publishing, "drain-publisher");
      thread.setDaemon(true);
      thread.start();
      return hear(tail, cameras, publisher, publishing);
    }
  }

  private Latencies hear(
      TopicTail tail, String cameras, FramePublisher publisher, FutureTask<PublishStats> publishing)
      throws Exception {
    SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
    Histogram micros = new Histogram(SIGNIFICANT_DIGITS);
    Instant begin = Instant.now().plusSeconds(seconds);
    Instant end = begin.plusSeconds(seconds);
    long heard = 0;
    long counted = 0;
    long inTime = 0;
    while (true) {
      if (Instant.now().isAfter(end)) {
        publisher.stop();
        if (publishing.isDone() && heard >= publishing.get().published()) {
          break;
        }
        if (Instant.now().isAfter(end.plus(PATIENCE))) {
          throw new IllegalStateException(
              "only %d outcomes came back; is the machine overloaded?".formatted(heard));
        }
      }
      for (ConsumerRecord<String, byte[]> message : tail.poll()) {
        FrameResult result = codec.decode(message.value());
        if (result.getCameraId().startsWith(cameras)) {
          heard++;
          if (!result.getCaptureTime().isBefore(begin)) {
            counted++;
            inTime += result.getOutcome() == Outcome.CLASSIFIED ? 1 : 0;
            Duration taken =
                Duration.between(result.getCaptureTime(), result.getTimings().getFinished());
            micros.recordValue(Math.max(0, taken.toNanos() / 1_000));
          }
        }
      }
    }
    return new Latencies(
        counted,
        (double) inTime / counted,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3);
  }
}
