package io.widthwise.bench.latency;

import io.widthwise.access.KafkaAccess;
import io.widthwise.bench.latency.LatencyReport.Percentiles;
import io.widthwise.ingest.publish.CaptureClock;
import io.widthwise.ingest.publish.FramePublisher;
import io.widthwise.ingest.publish.Pace;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.publish.PublishListener;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceOptions;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;

/**
 * Sends frames through the pipeline, and in turns with it through one bare topic, and measures both
 * on the clock of this process: capture time is the moment of publishing.
 */
final class LatencyBenchmark implements AutoCloseable {
  private static final String CAMERA = "bench";

  /** Drawn anew for each turn, so few. */
  private static final int PICTURES = 48;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaAccess kafka;
  private final TopicNames topics;
  private final String sourceSpec;
  private final PrintStream progress;
  private final String hopTopic;
  private final Admin admin;

  private final Histogram overheadMicros = new Histogram(3);
  private final Histogram endToEndMicros = new Histogram(3);
  private final Histogram serviceMicros = new Histogram(3);
  private final Histogram hopMicros = new Histogram(3);
  private long frames;
  private long onTime;

  LatencyBenchmark(KafkaAccess kafka, TopicNames topics, String sourceSpec, PrintStream progress)
      throws ExecutionException, InterruptedException {
    this.kafka = kafka;
    this.topics = topics;
    this.sourceSpec = sourceSpec;
    this.progress = progress;
    this.hopTopic = topics.prefix() + "bench.hop." + UUID.randomUUID();
    this.admin = Admin.create(kafka.client(Map.of()));
    admin.createTopics(List.of(new NewTopic(hopTopic, 1, (short) 1))).all().get();
  }

  /** Sends frames both ways without counting them, so that every JVM on the way is warm. */
  void warmUp(Load load) throws Exception {
    progress.printf("warming up for %d s each way%n", load.seconds());
    throughHop(load);
    throughPipeline(load);
    for (Histogram histogram : List.of(overheadMicros, endToEndMicros, serviceMicros, hopMicros)) {
      histogram.reset();
    }
    frames = 0;
    onTime = 0;
  }

  LatencyReport run(Load load, int turns) throws Exception {
    for (int turn = 1; turn <= turns; turn++) {
      progress.printf("turn %d of %d%n", turn, turns);
      throughPipeline(load);
      throughHop(load);
    }
    return new LatencyReport(
        frames,
        (double) onTime / frames,
        Percentiles.ofMicros(overheadMicros),
        Percentiles.ofMicros(endToEndMicros),
        Percentiles.ofMicros(serviceMicros),
        Percentiles.ofMicros(hopMicros));
  }

  private void throughPipeline(Load load) throws Exception {
    SingleObjectCodec<FrameResult> codec = Codecs.frameResult();
    follow(
        load,
        topics.framesRaw(),
        topics.results(),
        (received, kafkaRecord) -> {
          FrameResult result = codec.decode(kafkaRecord.value());
          if (!result.getCameraId().startsWith(CAMERA)) {
            return false;
          }
          count(result, received);
          return true;
        });
  }

  private void count(FrameResult result, Instant received) {
    frames++;
    onTime += result.getOutcome() == Outcome.CLASSIFIED ? 1 : 0;
    long endToEnd = micros(result.getCaptureTime(), received);
    endToEndMicros.recordValue(endToEnd);
    if (result.getTimings().getStarted() != null) {
      long service = micros(result.getTimings().getStarted(), result.getTimings().getFinished());
      serviceMicros.recordValue(service);
      overheadMicros.recordValue(endToEnd - service);
    }
  }

  private void throughHop(Load load) throws Exception {
    SingleObjectCodec<Frame> codec = Codecs.frame();
    follow(
        load,
        hopTopic,
        hopTopic,
        (received, kafkaRecord) -> {
          Frame frame = codec.decode(kafkaRecord.value());
          hopMicros.recordValue(micros(frame.getCaptureTime(), received));
          return true;
        });
  }

  /** Publishes the load to one topic and hears of every frame on another. */
  private void follow(Load load, String to, String from, Receiver receiver) throws Exception {
    try (TopicTail tail = new TopicTail(kafka, from);
        Producer<String, byte[]> producer = ProducerSettings.of(kafka).create();
        FrameSource source = new LimitedSource(open(load), load.frames())) {
      FramePublisher publisher =
          new FramePublisher(
              source,
              producer,
              to,
              PublisherSettings.forSource(source)
                  .withPace(new Pace.Total(load.framesPerSecond()))
                  .withCaptureClock(CaptureClock.RESTAMP),
              PublishListener.NONE);
      PublisherThread thread = PublisherThread.start(publisher);
      int heard = 0;
      Instant limit = Instant.now().plusSeconds(load.seconds()).plus(PATIENCE);
      while (heard < load.frames()) {
        if (Instant.now().isAfter(limit)) {
          throw new IllegalStateException(
              "only %d of %d frames came back on %s; is a job submitted and running?"
                  .formatted(heard, load.frames(), from));
        }
        for (ConsumerRecord<String, byte[]> kafkaRecord : tail.poll()) {
          heard += receiver.received(Instant.now(), kafkaRecord) ? 1 : 0;
        }
      }
      thread.join();
    }
  }

  private FrameSource open(Load load) throws SourceException {
    return FrameSources.open(
        sourceSpec,
        SourceOptions.DEFAULT
            .withCameraId(CAMERA)
            .withFps(load.framesPerSecond())
            .withPictures(PICTURES)
            .withLoop(true));
  }

  private static long micros(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1_000);
  }

  @Override
  public void close() {
    admin.deleteTopics(List.of(hopTopic));
    admin.close();
  }

  /** Takes a record; true if it is one of the benchmark's. */
  @FunctionalInterface
  private interface Receiver {
    boolean received(Instant at, ConsumerRecord<String, byte[]> kafkaRecord)
        throws UndecodableMessageException;
  }
}
