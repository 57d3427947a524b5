package io.widthwise.ingest.admission;

import static io.widthwise.ingest.admission.TestFrames.encode;
import static io.widthwise.ingest.admission.TestFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.widthwise.ingest.KafkaReader;
import io.widthwise.ingest.publish.FramePublisher;
import io.widthwise.ingest.publish.Pace;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.ingest.publish.PublisherSettings;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.OnUnreadable;
import io.widthwise.ingest.source.SourceOptions;
import io.widthwise.ingest.source.TestPictures;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.quarantine.QuarantineCode;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import io.widthwise.stack.TopicSettings;
import io.widthwise.stack.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class AdmissionIT {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static Producer<byte[], byte[]> producer;
  private TopicNames topics;

  @BeforeAll
  static void startBroker() {
    broker =
        KafkaBroker.start(
            BrokerSettings.inDirectory(directory.resolve("broker")), ClassPath.ofCurrentJvm());
    producer =
        new KafkaProducer<>(
            ProducerSettings.of(broker.bootstrapServers()).properties(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stopBroker() {
    producer.close();
    broker.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    topics = new TopicNames(test.getTestMethod().orElseThrow().getName() + ".");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, topics, new TopicSettings(2, Duration.ofHours(1)));
    }
  }

  private AdmissionSettings settings() {
    return AdmissionSettings.of(broker.bootstrapServers(), topics, directory.resolve("state"));
  }

  private static AdmissionService start(AdmissionSettings settings) throws Exception {
    AdmissionService service = new AdmissionService(settings);
    service.start();
    service.awaitRunning(START_LIMIT);
    return service;
  }

  private RecordMetadata send(byte[] key, byte[] value) throws Exception {
    return producer.send(new ProducerRecord<>(topics.framesRaw(), key, value)).get();
  }

  private RecordMetadata send(Frame frame) throws Exception {
    return send(utf8(frame.getCameraId()), encode(frame));
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    return new KafkaReader(broker.bootstrapServers()).read(topic, count);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private record Bad(byte[] key, byte[] value, QuarantineCode code) {}

  private static List<Bad> corruptInput() {
    byte[] door = utf8("door");
    return List.of(
        new Bad(
            door,
            encode(TestFrames.of("door", 1, FrameEncoding.JPEG, TestPictures.truncatedJpeg())),
            QuarantineCode.INVALID_IMAGE),
        new Bad(
            door,
            encode(TestFrames.of("door", 2, FrameEncoding.JPEG, TestPictures.text())),
            QuarantineCode.INVALID_IMAGE),
        new Bad(
            door,
            encode(TestFrames.of("door", 3, FrameEncoding.PNG, TestPictures.hugePng())),
            QuarantineCode.OVER_LIMIT),
        new Bad(
            door,
            encode(TestFrames.of("door", 4, FrameEncoding.JPEG, new byte[0])),
            QuarantineCode.INVALID_ENVELOPE),
        new Bad(door, utf8("foreign bytes"), QuarantineCode.UNDECODABLE_ENVELOPE),
        new Bad(null, utf8("foreign bytes"), QuarantineCode.UNDECODABLE_ENVELOPE),
        new Bad(door, null, QuarantineCode.INVALID_ENVELOPE),
        new Bad(null, null, QuarantineCode.INVALID_ENVELOPE),
        // As large as frames.raw takes: with its note, quarantine must take more.
        new Bad(null, new byte[(4 << 20) + (64 << 10) - 200], QuarantineCode.UNDECODABLE_ENVELOPE));
  }

  @Test
  void quarantinesCorruptInputByteForByteAndAdmitsTheNextGoodFrame() throws Exception {
    try (AdmissionService service = start(settings())) {
      List<Bad> sent = corruptInput();
      for (Bad bad : sent) {
        RecordMetadata origin = send(bad.key(), bad.value());
        Frame good = TestFrames.sound("door", 100 + sent.indexOf(bad));
        send(good);
        ConsumerRecord<byte[], byte[]> quarantined = find(topics.quarantine(), origin, sent, bad);
        assertThat(quarantined.key()).isEqualTo(bad.key());
        assertThat(quarantined.value()).isEqualTo(bad.value());
        assertThat(header(quarantined, QuarantineNote.CODE)).isEqualTo(bad.code().name());
        assertThat(header(quarantined, QuarantineNote.REASON)).isNotBlank();
      }
      assertThat(read(topics.frames(), sent.size()))
          .extracting(record -> header(record, "frame-id"))
          .hasSize(sent.size())
          .allMatch(id -> id.startsWith("door/10"));
      assertThat(service.stats()).isEqualTo(new AdmissionStats(sent.size(), sent.size(), 0, 0));
    }
  }

  private static ConsumerRecord<byte[], byte[]> find(
      String quarantine, RecordMetadata origin, List<Bad> sent, Bad bad) {
    return read(quarantine, sent.indexOf(bad) + 1).stream()
        .filter(
            record ->
                header(record, QuarantineNote.TOPIC).equals(origin.topic())
                    && header(record, QuarantineNote.PARTITION)
                        .equals(Integer.toString(origin.partition()))
                    && header(record, QuarantineNote.OFFSET).equals(Long.toString(origin.offset())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void accountsForEveryFrameThatAPublisherSends() throws Exception {
    Path images = Files.createDirectory(directory.resolve("images"));
    for (int i = 0; i < 30; i++) {
      byte[] content = i % 10 == 5 ? TestPictures.truncatedJpeg() : TestPictures.jpeg(64, 48);
      Files.write(images.resolve("%02d.jpg".formatted(i)), content);
    }
    List<String> acknowledged = new ArrayList<>();
    SourceOptions options = SourceOptions.DEFAULT.withOnUnreadable(OnUnreadable.SEND_AS_IS);
    try (AdmissionService service = start(settings());
        FrameSource source = FrameSources.open(images.toString(), options);
        Producer<String, byte[]> frameProducer =
            ProducerSettings.of(broker.bootstrapServers()).create()) {
      PublisherSettings settings =
          PublisherSettings.forSource(source).withPace(new Pace.Unlimited());
      new FramePublisher(
              source,
              frameProducer,
              topics.framesRaw(),
              settings,
              frame -> acknowledged.add(frame.frameId()))
          .run();

      List<ConsumerRecord<byte[], byte[]>> admitted = read(topics.frames(), 27);
      assertThat(read(topics.quarantine(), 3)).hasSize(3);
      assertThat(admitted).hasSize(27);
      assertThat(acknowledged)
          .hasSize(30)
          .containsAll(admitted.stream().map(record -> header(record, "frame-id")).toList());
      assertThat(service.stats()).isEqualTo(new AdmissionStats(27, 3, 0, 0));
    }
  }

  @Test
  void remembersFramesAndItsPlaceWhenItIsStartedAgain() throws Exception {
    Frame first = TestFrames.sound("door", 1);
    try (AdmissionService service = start(settings())) {
      send(first);
      await().until(() -> service.stats().admitted() == 1);
    }
    // As on another host: all that is remembered is in Kafka.
    assertThat(directory.resolve("state")).doesNotExist();
    try (AdmissionService service = start(settings())) {
      send(first);
      send(TestFrames.sound("door", 2));
      await().until(() -> service.stats().admitted() == 1);
      assertThat(service.stats()).isEqualTo(new AdmissionStats(1, 0, 1, 0));
    }
    assertThat(read(topics.frames(), 2)).hasSize(2);
  }

  @Test
  void keepsLittleToReadAtTheNextStart() throws Exception {
    try (AdmissionService service = start(settings());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      send(TestFrames.sound("door", 1));
      await().until(() -> service.stats().admitted() == 1);
      ConfigResource changelog =
          new ConfigResource(
              ConfigResource.Type.TOPIC, topics.prefix() + "admission-seen-frames-changelog");
      Config config = admin.describeConfigs(List.of(changelog)).all().get().get(changelog);
      Duration kept = Duration.ofMillis(Long.parseLong(config.get("retention.ms").value()));
      Duration rolled = Duration.ofMillis(Long.parseLong(config.get("segment.ms").value()));
      assertThat(kept.plus(rolled)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(10));
      assertThat(config.get("cleanup.policy").value()).contains("delete");
    }
  }

  @Test
  void admitsInTransactions() throws Exception {
    AdmissionSettings exactlyOnce =
        settings().withDelivery(AdmissionSettings.Delivery.EXACTLY_ONCE);
    try (AdmissionService service = start(exactlyOnce)) {
      send(TestFrames.sound("door", 1));
      send(utf8("door"), utf8("foreign bytes"));
      assertThat(read(topics.frames(), 1)).hasSize(1);
      assertThat(read(topics.quarantine(), 1)).hasSize(1);
      assertThat(service.stats()).isEqualTo(new AdmissionStats(1, 1, 0, 0));
    }
  }

  @Test
  void saysWhatToCheckWhenItDoesNotGetGoing() throws Exception {
    AdmissionSettings noBroker =
        AdmissionSettings.of("127.0.0.1:1", topics, directory.resolve("state"));
    try (AdmissionService service = new AdmissionService(noBroker)) {
      service.start();
      assertThatThrownBy(() -> service.awaitRunning(Duration.ofMillis(200)))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining(topics.framesRaw())
          .hasMessageContaining("127.0.0.1:1");
    }
  }
}
