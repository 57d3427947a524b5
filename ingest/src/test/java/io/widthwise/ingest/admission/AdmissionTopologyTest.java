package io.widthwise.ingest.admission;

import static io.widthwise.ingest.admission.TestFrames.encode;
import static io.widthwise.ingest.admission.TestFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.ingest.source.TestPictures;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.check.FrameLimits;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.quarantine.QuarantineCode;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTopologyTest {
  private static final TopicNames TOPICS = new TopicNames("test.");
  private static final Duration WINDOW = Duration.ofSeconds(40);

  @TempDir Path stateDirectory;
  private final AtomicLong clockMillis = new AtomicLong(1_767_225_600_000L);
  private final AdmissionCounters counters = new AdmissionCounters();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> raw;
  private TestOutputTopic<byte[], byte[]> frames;
  private TestOutputTopic<byte[], byte[]> quarantine;

  @BeforeEach
  void start() {
    start(settings());
  }

  private AdmissionSettings settings() {
    return AdmissionSettings.of("unused:9092", TOPICS, stateDirectory).withDuplicateWindow(WINDOW);
  }

  private void start(AdmissionSettings settings) {
    start(settings, clockMillis::get);
  }

  private void start(AdmissionSettings settings, LongSupplier clockMillis) {
    stop();
    driver =
        new TopologyTestDriver(
            AdmissionTopology.build(settings, counters, clockMillis),
            StreamsProperties.of(settings));
    raw =
        driver.createInputTopic(
            TOPICS.framesRaw(), new ByteArraySerializer(), new ByteArraySerializer());
    frames =
        driver.createOutputTopic(
            TOPICS.frames(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    quarantine =
        driver.createOutputTopic(
            TOPICS.quarantine(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    if (driver != null) {
      driver.close();
    }
  }

  private void send(Frame frame) {
    raw.pipeInput(utf8(frame.getCameraId()), encode(frame));
  }

  private static String text(TestRecord<byte[], byte[]> record, String header) {
    Header found = record.headers().lastHeader(header);
    return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
  }

  private TestRecord<byte[], byte[]> expectQuarantined(QuarantineCode code) {
    assertThat(frames.isEmpty()).as("nothing admitted").isTrue();
    TestRecord<byte[], byte[]> record = quarantine.readRecord();
    assertThat(text(record, QuarantineNote.CODE)).isEqualTo(code.name());
    assertThat(text(record, QuarantineNote.REASON)).isNotBlank();
    assertThat(quarantine.isEmpty()).isTrue();
    return record;
  }

  private void expectNextGoodFrameAdmitted() {
    Frame good = TestFrames.sound("next", 0);
    send(good);
    assertThat(frames.readRecord().value()).isEqualTo(encode(good));
    assertThat(quarantine.isEmpty()).isTrue();
  }

  @Test
  void admitsASoundFrameUnchangedWithItsIdInAHeader() {
    Frame frame = TestFrames.sound("yard/door", 7);
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", utf8("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    raw.pipeInput(new TestRecord<>(utf8("yard/door"), encode(frame), headers));

    TestRecord<byte[], byte[]> admitted = frames.readRecord();
    assertThat(admitted.key()).isEqualTo(utf8("yard/door"));
    assertThat(admitted.value()).isEqualTo(encode(frame));
    assertThat(text(admitted, "frame-id")).isEqualTo(frame.getFrameId());
    assertThat(text(admitted, "traceparent"))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assertThat(counters.stats()).isEqualTo(new AdmissionStats(1, 0, 0, 0));
  }

  @Test
  void takesAReplayOfAFrameThatItHasSeenAndDropsOnlyARepeatOfThatReplay() {
    Frame frame = TestFrames.sound("door", 1);
    send(frame);
    send(frame);
    for (String replay : List.of("first", "first", "second")) {
      RecordHeaders headers = new RecordHeaders();
      headers.add(QuarantineNote.REPLAY, utf8(replay));
      raw.pipeInput(new TestRecord<>(utf8("door"), encode(frame), headers));
    }

    assertThat(frames.readRecordsToList())
        .extracting(each -> text(each, QuarantineNote.REPLAY))
        .containsExactly(null, "first", "second");
    assertThat(counters.stats()).isEqualTo(new AdmissionStats(3, 0, 2, 0));
  }

  @Test
  void replacesAFrameIdHeaderThatThePublisherMadeUp() {
    Frame frame = TestFrames.sound("door", 1);
    RecordHeaders headers = new RecordHeaders();
    headers.add("frame-id", utf8("forged")).add("frame-id", utf8("forged again"));
    raw.pipeInput(new TestRecord<>(utf8("door"), encode(frame), headers));

    assertThat(frames.readRecord().headers().headers("frame-id"))
        .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly(frame.getFrameId());
  }

  @Test
  void tellsWhenTheBrokerFirstHadTheFrameWhateverThePublisherSays() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("received-millis", utf8("forged"));
    clockMillis.set(1_770_000_000_000L);
    raw.pipeInput(new TestRecord<>(utf8("door"), encode(TestFrames.sound("door", 1)), headers));

    assertThat(frames.readRecord().headers().headers("received-millis"))
        .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly("1770000000000");
  }

  @Test
  void aFrameThatWaitedLongerThanItsBudgetGoesOnWithoutItsPictureForItsOutcome() throws Exception {
    // Between the broker's time and that of admission, the clock goes on by 300 ms.
    start(settings(), () -> clockMillis.getAndAdd(300));
    Frame overdue = TestFrames.sound("door", 1);
    overdue.setLatencyBudgetMillis(200);
    Frame patient = TestFrames.sound("door", 2);

    send(overdue);
    send(patient);

    TestRecord<byte[], byte[]> givenUp = frames.readRecord();
    assertThat(text(givenUp, "given-up-after-millis")).isEqualTo("300");
    Frame left = Codecs.frame().decode(givenUp.value());
    assertThat(left.getPayload().remaining()).isZero();
    assertThat(left.getFrameId()).isEqualTo(overdue.getFrameId());
    TestRecord<byte[], byte[]> passedOn = frames.readRecord();
    assertThat(text(passedOn, "given-up-after-millis")).isNull();
    assertThat(passedOn.value()).isEqualTo(encode(patient));
    assertThat(counters.stats().admitted()).isEqualTo(2);
  }

  @Test
  void quarantinesForeignBytesWithTheirOrigin() {
    expectNextGoodFrameAdmitted();
    byte[] key = {0, (byte) 0xFF};
    raw.pipeInput(key, utf8("{\"not\":\"avro\"}"));

    TestRecord<byte[], byte[]> record = expectQuarantined(QuarantineCode.UNDECODABLE_ENVELOPE);
    assertThat(record.key()).isEqualTo(key);
    assertThat(record.value()).isEqualTo(utf8("{\"not\":\"avro\"}"));
    assertThat(text(record, QuarantineNote.TOPIC)).isEqualTo(TOPICS.framesRaw());
    assertThat(text(record, QuarantineNote.PARTITION)).isEqualTo("0");
    assertThat(text(record, QuarantineNote.OFFSET)).isEqualTo("1");
    assertThat(text(record, QuarantineNote.EXCEPTION)).endsWith("UndecodableMessageException");
  }

  @Test
  void replacesAQuarantineNoteThatThePublisherMadeUp() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(QuarantineNote.CODE, utf8("FORGED"));
    raw.pipeInput(new TestRecord<>(utf8("door"), utf8("x"), headers));

    assertThat(
            expectQuarantined(QuarantineCode.UNDECODABLE_ENVELOPE)
                .headers()
                .headers(QuarantineNote.CODE))
        .hasSize(1);
  }

  @Test
  void quarantinesNullsAndGoesOn() {
    raw.pipeInput(utf8("door"), (byte[]) null);
    assertThat(expectQuarantined(QuarantineCode.INVALID_ENVELOPE).value()).isNull();
    raw.pipeInput((byte[]) null, (byte[]) null);
    assertThat(expectQuarantined(QuarantineCode.INVALID_ENVELOPE).key()).isNull();
    raw.pipeInput((byte[]) null, encode(TestFrames.sound("door", 1)));
    assertThat(text(expectQuarantined(QuarantineCode.INVALID_ENVELOPE), QuarantineNote.REASON))
        .contains("no key");
    raw.pipeInput(utf8("door"), new byte[0]);
    expectQuarantined(QuarantineCode.UNDECODABLE_ENVELOPE);
    expectNextGoodFrameAdmitted();
  }

  @Test
  void quarantinesAKeyThatIsNotTheCamera() {
    raw.pipeInput(utf8("window"), encode(TestFrames.sound("door", 1)));
    TestRecord<byte[], byte[]> record = expectQuarantined(QuarantineCode.INVALID_ENVELOPE);
    assertThat(text(record, QuarantineNote.REASON))
        .isEqualTo("the key 'window' must be the cameraId 'door'");
    raw.pipeInput(new byte[] {(byte) 0xC3}, encode(TestFrames.sound("door", 1)));
    assertThat(text(expectQuarantined(QuarantineCode.INVALID_ENVELOPE), QuarantineNote.REASON))
        .contains("no UTF-8");
  }

  @Test
  void quarantinesWhatIsNoPicture() {
    send(TestFrames.of("door", 1, FrameEncoding.JPEG, TestPictures.truncatedJpeg()));
    expectQuarantined(QuarantineCode.INVALID_IMAGE);
    send(TestFrames.of("door", 2, FrameEncoding.JPEG, TestPictures.text()));
    expectQuarantined(QuarantineCode.INVALID_IMAGE);
    send(TestFrames.of("door", 3, FrameEncoding.JPEG, new byte[0]));
    expectQuarantined(QuarantineCode.INVALID_ENVELOPE);
    expectNextGoodFrameAdmitted();
  }

  @Test
  void quarantinesAPictureThatNoOneMayDecode() {
    send(TestFrames.of("door", 1, FrameEncoding.PNG, TestPictures.hugePng()));
    TestRecord<byte[], byte[]> record = expectQuarantined(QuarantineCode.OVER_LIMIT);
    assertThat(text(record, QuarantineNote.REASON)).contains("50000 x 50000");
  }

  @Test
  void appliesTheLimitsOfTheSettings() {
    start(settings().withLimits(new FrameLimits(100, 8_192, 1_000_000, 32, 8_192)));
    send(TestFrames.sound("door", 1));
    expectQuarantined(QuarantineCode.OVER_LIMIT);
  }

  @Test
  void quarantinesAFrameThatItsHeadersMakeTooLargeForTheTopic() {
    Frame frame = TestFrames.sound("door", 1);
    RecordHeaders headers = new RecordHeaders();
    headers.add("bloat", new byte[4 << 20]);
    raw.pipeInput(new TestRecord<>(utf8("door"), encode(frame), headers));
    expectQuarantined(QuarantineCode.OVER_LIMIT);
  }

  @Test
  void dropsAFrameThatComesAgainWithinTheWindow() {
    Frame frame = TestFrames.sound("door", 1);
    send(frame);
    clockMillis.addAndGet(WINDOW.toMillis() - 1);
    send(frame);

    assertThat(frames.readRecordsToList()).hasSize(1);
    assertThat(quarantine.isEmpty()).isTrue();
    assertThat(counters.stats()).isEqualTo(new AdmissionStats(1, 0, 1, 0));
    assertThat(dropsInMetrics("door", "duplicate")).isEqualTo(1.0);
  }

  @Test
  void admitsAFrameThatComesAgainAfterTheWindow() {
    Frame frame = TestFrames.sound("door", 1);
    send(frame);
    clockMillis.addAndGet(WINDOW.toMillis() * 5 / 4);
    send(frame);
    assertThat(frames.readRecordsToList()).hasSize(2);
  }

  @Test
  void remembersThroughTheWindowHoweverManyOtherFramesCome() {
    Frame frame = TestFrames.sound("door", 0);
    send(frame);
    for (int i = 1; i <= 400; i++) {
      clockMillis.addAndGet(WINDOW.toMillis() / 401);
      send(TestFrames.sound("door", i));
    }
    send(frame);
    assertThat(frames.readRecordsToList()).hasSize(401);
    assertThat(counters.stats().duplicates()).isEqualTo(1);
  }

  @Test
  void keepsFrameIdsOfCamerasApart() {
    Frame door = TestFrames.sound("door", 1);
    Frame window = TestFrames.sound("window", 1);
    window.setFrameId(door.getFrameId());
    send(door);
    send(window);
    assertThat(frames.readRecordsToList()).hasSize(2);
  }

  private record Origin(String topic, int partition, long offset) implements RecordMetadata {}

  @Test
  void admitsARecordAgainThatIsReadAgainAfterACrash() {
    Frame frame = TestFrames.sound("door", 1);
    WindowStore<byte[], byte[]> store = driver.getWindowStore(SeenFrames.STORE);
    RecordMetadata crashed = new Origin(TOPICS.framesRaw(), 0, 0);
    new SeenFrames(store, WINDOW).remember("door", frame.getFrameId(), crashed, clockMillis.get());
    send(frame);
    assertThat(frames.readRecordsToList()).hasSize(1);
    assertThat(counters.stats().duplicates()).isZero();
  }

  @Test
  void ignoresThePublishersTimestamps() {
    Frame first = TestFrames.sound("door", 1);
    send(first);
    Instant farFuture = Instant.parse("2200-01-01T00:00:00Z");
    raw.pipeInput(utf8("door"), encode(TestFrames.sound("door", 2)), farFuture);
    send(first);
    assertThat(counters.stats()).isEqualTo(new AdmissionStats(2, 0, 1, 0));
    assertThat(frames.readRecordsToList())
        .extracting(TestRecord::timestamp)
        .containsOnly(clockMillis.get());
  }

  @Test
  void dropsFramesOfACameraThatAreOverItsPaceAndCountsThem() {
    start(settings().withCameraPace(new CameraPace(10, 2)));
    for (int i = 0; i < 5; i++) {
      send(TestFrames.sound("greedy", i));
    }
    send(TestFrames.sound("modest", 0));
    assertThat(frames.readRecordsToList()).hasSize(3);
    assertThat(quarantine.isEmpty()).isTrue();
    assertThat(counters.stats()).isEqualTo(new AdmissionStats(3, 0, 0, 3));
    assertThat(dropsInMetrics("greedy", "over-pace")).isEqualTo(3.0);

    clockMillis.addAndGet(100);
    send(TestFrames.sound("greedy", 5));
    assertThat(frames.readRecordsToList()).hasSize(1);
  }

  @Test
  void takesAFrameThatWasOverItsPaceWhenItIsSentAgain() {
    start(settings().withCameraPace(new CameraPace(1, 1)));
    send(TestFrames.sound("door", 0));
    send(TestFrames.sound("door", 1));
    clockMillis.addAndGet(1_000);
    send(TestFrames.sound("door", 1));
    assertThat(frames.readRecordsToList()).hasSize(2);
    assertThat(counters.stats()).isEqualTo(new AdmissionStats(2, 0, 0, 1));
  }

  private double dropsInMetrics(String cameraId, String reason) {
    return driver.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(reason + "-total"))
        .filter(metric -> metric.getKey().tags().containsValue(cameraId))
        .mapToDouble(metric -> (Double) metric.getValue().metricValue())
        .findFirst()
        .orElseThrow();
  }
}
