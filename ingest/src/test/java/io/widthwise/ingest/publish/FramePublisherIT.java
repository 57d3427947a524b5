package io.widthwise.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.widthwise.ingest.KafkaReader;
import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.stack.BrokerSettings;
import io.widthwise.stack.ClassPath;
import io.widthwise.stack.KafkaBroker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FramePublisherIT {
  private static final Instant RECORDED = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir static Path directory;
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(BrokerSettings.inDirectory(directory), ClassPath.ofCurrentJvm());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static void createTopic(NewTopic topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static FrameSource recording(int framesOfEachCamera) {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < framesOfEachCamera; i++) {
      for (String camera : List.of("door", "yard", "gate")) {
        frames.add(ListSource.frame(camera, i, RECORDED.plusMillis(10L * i)));
      }
    }
    return new ListSource(false, frames);
  }

  private static List<Frame> framesIn(String topic, int count) throws Exception {
    List<Frame> frames = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        new KafkaReader(broker.bootstrapServers()).read(topic, count)) {
      frames.add(Codecs.frame().decode(record.value()));
    }
    return frames;
  }

  private static void expectEachOnceInOrder(List<Frame> frames, int framesOfEachCamera) {
    assertThat(frames).hasSize(3 * framesOfEachCamera);
    for (String camera : List.of("door", "yard", "gate")) {
      assertThat(frames)
          .filteredOn(frame -> frame.getCameraId().equals(camera))
          .extracting(Frame::getSequence)
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSize(framesOfEachCamera);
    }
  }

  @Test
  void bringsEachFrameOnceInOrderAndTellsOfEach() throws Exception {
    createTopic(new NewTopic("plain", 2, (short) 1));
    List<String> acknowledged = new ArrayList<>();
    try (FrameSource source = recording(40);
        Producer<String, byte[]> producer =
            ProducerSettings.of(broker.bootstrapServers()).create()) {
      PublisherSettings settings =
          PublisherSettings.forSource(source).withPace(new Pace.Unlimited());
      PublishStats stats =
          new FramePublisher(
                  source, producer, "plain", settings, frame -> acknowledged.add(frame.frameId()))
              .run();
      assertThat(stats).isEqualTo(new PublishStats(120, 120, 0, 0, 360));
    }
    List<Frame> frames = framesIn("plain", 120);
    expectEachOnceInOrder(frames, 40);
    assertThat(frames)
        .extracting(Frame::getFrameId)
        .containsExactlyInAnyOrderElementsOf(acknowledged);
  }

  @Test
  void namesTheTopicThatRefusesAFrame() throws Exception {
    createTopic(
        new NewTopic("narrow", 1, (short) 1)
            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "100")));
    try (FrameSource source = recording(1);
        Producer<String, byte[]> producer =
            ProducerSettings.of(broker.bootstrapServers()).create()) {
      FramePublisher publisher =
          new FramePublisher(
              source,
              producer,
              "narrow",
              PublisherSettings.forSource(source),
              PublishListener.NONE);
      assertThatThrownBy(publisher::run)
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("topic narrow");
    }
  }

  @Test
  void losesAndRepeatsNothingWhenTheBrokerRestarts() throws Exception {
    createTopic(new NewTopic("restart", 1, (short) 1));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (FrameSource source = recording(300);
        Producer<String, byte[]> producer =
            ProducerSettings.of(broker.bootstrapServers()).create()) {
      FramePublisher publisher =
          new FramePublisher(
              source,
              producer,
              "restart",
              PublisherSettings.forSource(source),
              PublishListener.NONE);
      Future<PublishStats> run = thread.submit(publisher::run);
      await().until(() -> publisher.stats().published() > 100);
      int port = broker.port();
      broker.close();
      broker =
          KafkaBroker.start(
              BrokerSettings.inDirectory(directory).withPort(port, "port"),
              ClassPath.ofCurrentJvm());
      assertThat(run.get().published()).isEqualTo(900);
    } finally {
      thread.shutdownNow();
    }
    expectEachOnceInOrder(framesIn("restart", 900), 300);
  }
}
