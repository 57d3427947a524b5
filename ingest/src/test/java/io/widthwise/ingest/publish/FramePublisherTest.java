package io.widthwise.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.codec.Codecs;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FramePublisherTest {
  private static final Instant RECORDED = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123456Z");

  private final List<String> acknowledged = new ArrayList<>();

  private static MockProducer<String, byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new StringSerializer(), new ByteArraySerializer());
  }

  private static List<SourceFrame> frames(int count) {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(ListSource.frame("door", i, RECORDED.plusMillis(i)));
    }
    return frames;
  }

  private FramePublisher publisher(
      FrameSource source, MockProducer<String, byte[]> producer, PublisherSettings settings) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new FramePublisher(
        source,
        producer,
        camera -> "raw",
        settings,
        frame -> acknowledged.add(frame.frameId()),
        clock);
  }

  private static Frame decode(ProducerRecord<String, byte[]> record) throws Exception {
    return Codecs.frame().decode(record.value());
  }

  @Test
  void publishesARecordingAsIfItHappenedNow() throws Exception {
    MockProducer<String, byte[]> producer = producer(true);
    FrameSource source = new ListSource(false, frames(2));
    PublisherSettings settings =
        PublisherSettings.forSource(source).withLatencyBudgetMillis(80).withPriority(3);

    PublishStats stats = publisher(source, producer, settings).run();

    assertThat(stats).isEqualTo(new PublishStats(2, 2, 0, 0, 6));
    assertThat(producer.history()).extracting(ProducerRecord::topic).containsOnly("raw");
    assertThat(producer.history()).extracting(ProducerRecord::key).containsOnly("door");
    Frame second = decode(producer.history().get(1));
    assertThat(second.getFrameId()).isEqualTo(FrameIds.of("door", 1, NOW));
    assertThat(second.getCaptureTime()).isEqualTo(NOW);
    assertThat(second.getLatencyBudgetMillis()).isEqualTo(80);
    assertThat(second.getPriority()).isEqualTo(3);
    assertThat(second.getAttributes())
        .containsEntry("file", "a.jpg")
        .containsEntry("recorded-capture-time-micros", "1577836800001000");
    assertThat(acknowledged)
        .containsExactly(FrameIds.of("door", 0, NOW), FrameIds.of("door", 1, NOW));
  }

  @Test
  void keepsTheRecordedCaptureTimeOnRequest() throws Exception {
    MockProducer<String, byte[]> producer = producer(true);
    FrameSource source = new ListSource(false, frames(1));
    PublisherSettings settings =
        PublisherSettings.forSource(source).withCaptureClock(CaptureClock.RECORDED);

    publisher(source, producer, settings).run();

    Frame frame = decode(producer.history().get(0));
    assertThat(frame.getCaptureTime()).isEqualTo(RECORDED);
    assertThat(frame.getAttributes()).doesNotContainKey("recorded-capture-time-micros");
    assertThat(frame.getLatencyBudgetMillis()).isNull();
  }

  @Test
  void leavesTheCaptureTimesOfLiveFramesAlone() {
    assertThat(PublisherSettings.forSource(new ListSource(true, List.of())).captureClock())
        .isEqualTo(CaptureClock.RECORDED);
  }

  @Test
  void dropsTheOldestLiveFramesWhileTheBrokerIsAwayAndCountsThem() throws Exception {
    MockProducer<String, byte[]> producer = producer(false);
    FrameSource source = new ListSource(true, frames(50));
    PublisherSettings settings =
        PublisherSettings.forSource(source).withBufferFrames(4).withMaxInFlight(1);
    FramePublisher publisher = publisher(source, producer, settings);
    try (BackgroundRun run = new BackgroundRun(publisher)) {
      await().until(() -> publisher.stats().read() == 50);
      acknowledgeUntilDone(producer, run);
      PublishStats stats = run.result();
      assertThat(stats.published() + stats.dropped()).isEqualTo(50);
      assertThat(stats.published()).isBetween(4L, 6L);
      assertThat(decode(producer.history().get(producer.history().size() - 1)).getSequence())
          .isEqualTo(49);
    }
  }

  @Test
  void losesNoFrameOfARecordingWhileTheBrokerIsAway() throws Exception {
    MockProducer<String, byte[]> producer = producer(false);
    FrameSource source = new ListSource(false, frames(50));
    PublisherSettings settings =
        PublisherSettings.forSource(source)
            .withPace(new Pace.Unlimited())
            .withBufferFrames(4)
            .withMaxInFlight(1);
    FramePublisher publisher = publisher(source, producer, settings);
    try (BackgroundRun run = new BackgroundRun(publisher)) {
      await().until(() -> producer.history().size() == 1);
      assertThat(publisher.stats().read()).isLessThan(8);
      acknowledgeUntilDone(producer, run);
      assertThat(run.result()).isEqualTo(new PublishStats(50, 50, 0, 0, 150));
    }
  }

  @Test
  void endsWithAnErrorThatNamesTopicAndFrameWhenDeliveryFails() throws Exception {
    MockProducer<String, byte[]> producer = producer(false);
    FrameSource source = new ListSource(false, frames(50));
    PublisherSettings settings =
        PublisherSettings.forSource(source)
            .withCaptureClock(CaptureClock.RECORDED)
            .withMaxInFlight(1);
    FramePublisher publisher = publisher(source, producer, settings);
    try (BackgroundRun run = new BackgroundRun(publisher)) {
      await().until(() -> producer.errorNext(new RecordTooLargeException("too large")));
      assertThatThrownBy(run::result)
          .hasRootCauseInstanceOf(RecordTooLargeException.class)
          .cause()
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("topic raw")
          .hasMessageContaining(frames(1).get(0).frameId())
          .hasMessageContaining("too large");
      assertThat(publisher.stats().failed()).isEqualTo(1);
    }
  }

  @Test
  void publishesWhatCameBeforeASourceThatFails() {
    MockProducer<String, byte[]> producer = producer(true);
    FrameSource source = new FailingSource();
    FramePublisher publisher =
        publisher(source, producer, PublisherSettings.forSource(new ListSource(false, List.of())));
    assertThatThrownBy(publisher::run)
        .isInstanceOf(SourceException.class)
        .hasMessage("the third picture is damaged");
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void stopsAReaderThatWaitsForALiveFrame() throws Exception {
    MockProducer<String, byte[]> producer = producer(true);
    CountDownLatch waits = new CountDownLatch(1);
    FramePublisher publisher =
        publisher(
            new SilentSource(waits),
            producer,
            PublisherSettings.forSource(new ListSource(true, List.of())));
    try (BackgroundRun run = new BackgroundRun(publisher)) {
      waits.await();
      publisher.stop();
      assertThat(run.result()).isEqualTo(new PublishStats(0, 0, 0, 0, 0));
    }
  }

  @Test
  void stopsBetweenFramesOfARecording() throws Exception {
    MockProducer<String, byte[]> producer = producer(true);
    List<SourceFrame> frames =
        List.of(
            ListSource.frame("door", 0, RECORDED),
            ListSource.frame("door", 1, RECORDED.plusSeconds(3_600)));
    FrameSource source = new ListSource(false, frames);
    FramePublisher publisher = publisher(source, producer, PublisherSettings.forSource(source));
    try (BackgroundRun run = new BackgroundRun(publisher)) {
      await().until(() -> publisher.stats().published() == 1);
      publisher.stop();
      assertThat(run.result().published()).isEqualTo(1);
    }
  }

  @Test
  void doesNotCallItAFailureThatStoppingInterruptsTheReader() throws Exception {
    MockProducer<String, byte[]> producer = producer(true);
    CountDownLatch reads = new CountDownLatch(1);
    FramePublisher publisher =
        publisher(
            new InterruptibleFileSource(reads),
            producer,
            PublisherSettings.forSource(new ListSource(false, List.of())));
    try (BackgroundRun run = new BackgroundRun(publisher)) {
      reads.await();
      publisher.stop();
      assertThat(run.result()).isEqualTo(new PublishStats(0, 0, 0, 0, 0));
    }
  }

  private static void acknowledgeUntilDone(
      MockProducer<String, byte[]> producer, BackgroundRun run) {
    await()
        .until(
            () -> {
              while (producer.completeNext()) {}
              return run.done();
            });
  }

  /** A publisher that runs in a thread of its own. */
  private static final class BackgroundRun implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<PublishStats> result;

    BackgroundRun(FramePublisher publisher) {
      result = thread.submit(publisher::run);
    }

    boolean done() {
      return result.isDone();
    }

    PublishStats result() throws Exception {
      return result.get();
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }

  private static final class FailingSource implements FrameSource {
    private int read;

    @Override
    public Optional<SourceFrame> next() throws SourceException {
      if (read == 2) {
        throw new SourceException("the third picture is damaged");
      }
      return Optional.of(ListSource.frame("door", read++, RECORDED));
    }

    @Override
    public boolean live() {
      return false;
    }

    @Override
    public String description() {
      return "a failing source";
    }

    @Override
    public void close() {}
  }

  private static final class SilentSource implements FrameSource {
    private final CountDownLatch waits;

    SilentSource(CountDownLatch waits) {
      this.waits = waits;
    }

    @Override
    public Optional<SourceFrame> next() throws InterruptedException {
      waits.countDown();
      new CountDownLatch(1).await();
      return Optional.empty();
    }

    @Override
    public boolean live() {
      return true;
    }

    @Override
    public String description() {
      return "a silent source";
    }

    @Override
    public void close() {}
  }

  /** Reads as from a file channel, which an interrupt closes. */
  private static final class InterruptibleFileSource implements FrameSource {
    private final CountDownLatch reads;

    InterruptibleFileSource(CountDownLatch reads) {
      this.reads = reads;
    }

    @Override
    public Optional<SourceFrame> next() throws SourceException {
      reads.countDown();
      try {
        new CountDownLatch(1).await();
        return Optional.empty();
      } catch (InterruptedException e) {
        throw new SourceException("the file was closed by an interrupt", e);
      }
    }

    @Override
    public boolean live() {
      return false;
    }

    @Override
    public String description() {
      return "a file";
    }

    @Override
    public void close() {}
  }
}
