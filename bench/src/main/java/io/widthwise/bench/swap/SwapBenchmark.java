package io.widthwise.bench.swap;

import io.widthwise.access.KafkaAccess;
import io.widthwise.bench.latency.LimitedSource;
import io.widthwise.bench.latency.PublisherThread;
import io.widthwise.bench.latency.TopicTail;
import io.widthwise.bench.swap.SwapReport.Fate;
import io.widthwise.bench.swap.SwapReport.Swap;
import io.widthwise.inference.bundle.LadderBundle;
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
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.ReleaseState;
import io.widthwise.schemas.ReleaseStatus;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes a steady stream and releases copies of the bundle that serves, one after another. */
final class SwapBenchmark {
  private static final int PICTURES = 48;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SWAP_LIMIT = Duration.ofSeconds(60);

  private final KafkaAccess kafka;
  private final TopicNames topics;
  private final BundleCopies copies;
  private final PrintStream progress;
  private final String camera = "swap-" + Instant.now().toEpochMilli();
  private final SingleObjectCodec<FrameResult> results = Codecs.frameResult();
  private final SingleObjectCodec<ReleaseStatus> statuses = Codecs.releaseStatus();
  private final Map<Long, Fate> fates = new HashMap<>();

  SwapBenchmark(KafkaAccess kafka, TopicNames topics, BundleCopies copies, PrintStream progress) {
    this.kafka = kafka;
    this.topics = topics;
    this.copies = copies;
    this.progress = progress;
  }

  /**
   * @param swaps how many
   * @param every time from one announcement to the next
   * @param warmUp time before the first, whose frames do not count
   */
  SwapReport run(
      double framesPerSecond, int budgetMillis, int swaps, Duration every, Duration warmUp)
      throws Exception {
    Duration length = warmUp.plus(every.multipliedBy(swaps + 1L));
    int frames = (int) Math.round(framesPerSecond * length.toMillis() / 1e3);
    List<Swap> done = new ArrayList<>();
    try (TopicTail resultTail = new TopicTail(kafka, topics.results());
        TopicTail statusTail = new TopicTail(kafka, topics.modelsStatus());
        Producer<String, byte[]> frameProducer = ProducerSettings.of(kafka).create();
        Producer<String, byte[]> releaseProducer = ProducerSettings.of(kafka).create();
        FrameSource source = new LimitedSource(open(framesPerSecond), frames)) {
      PublisherThread publisher =
          PublisherThread.start(
              new FramePublisher(
                  source,
                  frameProducer,
                  topics.framesRaw(),
                  PublisherSettings.forSource(source)
                      .withPace(new Pace.Total(framesPerSecond))
                      .withCaptureClock(CaptureClock.RESTAMP)
                      .withLatencyBudgetMillis(budgetMillis),
                  PublishListener.NONE));
      Instant next = Instant.now().plus(warmUp);
      Instant counted = next.minus(every.dividedBy(2));
      while (done.size() < swaps) {
        hearUntil(next, resultTail);
        done.add(swap(done.size() + 1, releaseProducer, resultTail, statusTail));
        next = next.plus(every);
      }
      hearUntil(next, resultTail);
      publisher.join();
      Instant limit = Instant.now().plus(PATIENCE);
      while (fates.size() < frames && Instant.now().isBefore(limit)) {
        hear(resultTail);
      }
      return SwapReport.of(
          framesPerSecond,
          budgetMillis,
          fates.values().stream().filter(fate -> fate.captured().isAfter(counted)).toList(),
          done,
          frames - fates.size());
    }
  }

  private Swap swap(
      int number, Producer<String, byte[]> producer, TopicTail resultTail, TopicTail statusTail)
      throws Exception {
    LadderBundle bundle = copies.make(camera + "-" + number);
    Instant announced = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ModelRelease release =
        ModelRelease.newBuilder()
            .setFamily(bundle.ladder().name())
            .setRelease(bundle.ladder().release())
            .setBundleUri(bundle.directory().toAbsolutePath().toUri().toString())
            .setLadderSha256(bundle.ladderSha256())
            .setPublishedTime(announced)
            .build();
    producer
        .send(
            new ProducerRecord<>(
                topics.models(), release.getFamily(), Codecs.modelRelease().encode(release)))
        .get();
    Map<Integer, Instant> lanes = new TreeMap<>();
    int expected = Integer.MAX_VALUE;
    Instant limit = announced.plus(SWAP_LIMIT);
    while (lanes.size() < expected) {
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException(
            "only %d lanes serve release %s after %s; is a job running that serves '%s'?"
                .formatted(lanes.size(), release.getRelease(), SWAP_LIMIT, release.getFamily()));
      }
      hear(resultTail);
      for (var kafkaRecord : statusTail.poll()) {
        ReleaseStatus status = statuses.decode(kafkaRecord.value());
        if (!status.getPublishedTime().equals(announced)) {
          continue;
        }
        expected = status.getLanes();
        if (status.getState() == ReleaseState.REFUSED) {
          throw new IllegalStateException("a copy of the bundle is refused: " + status.getReason());
        }
        if (status.getState() == ReleaseState.SERVING) {
          lanes.put(status.getLane(), status.getChangedTime());
        }
      }
    }
    progress.printf(
        "swap %d: %d lanes after %d ms%n",
        number, lanes.size(), Duration.between(announced, Instant.now()).toMillis());
    return new Swap(announced, List.copyOf(lanes.values()));
  }

  private void hearUntil(Instant time, TopicTail tail) throws Exception {
    while (Instant.now().isBefore(time)) {
      hear(tail);
    }
  }

  private void hear(TopicTail tail) throws Exception {
    for (var kafkaRecord : tail.poll()) {
      FrameResult result = results.decode(kafkaRecord.value());
      if (result.getCameraId().startsWith(camera)) {
        fates.putIfAbsent(
            result.getSequence(),
            new Fate(result.getCaptureTime(), result.getOutcome() == Outcome.CLASSIFIED));
      }
    }
  }

  private FrameSource open(double framesPerSecond) throws SourceException {
    return FrameSources.open(
        "synthetic",
        SourceOptions.DEFAULT
            .withCameraId(camera)
            .withFps(framesPerSecond)
            .withPictures(PICTURES)
            .withLoop(true));
  }
}
