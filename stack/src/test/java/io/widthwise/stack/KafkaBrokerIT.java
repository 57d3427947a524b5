package io.widthwise.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.TopicNames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  private static final TopicNames NAMES = new TopicNames("it.");
  private static final int FOUR_MEBIBYTES = 4 * 1024 * 1024;

  @TempDir Path directory;

  @Test
  void carriesFourMebibytesKeepsThemOverARestartAndLeavesNoProcess() throws Exception {
    BrokerSettings settings = BrokerSettings.inDirectory(directory);
    long pid;
    int port;
    try (KafkaBroker broker = KafkaBroker.start(settings, ClassPath.ofCurrentJvm())) {
      pid = broker.process().pid();
      port = broker.port();
      try (Admin admin = Admin.create(client(broker))) {
        assertThat(Topics.create(admin, NAMES, TopicSettings.DEFAULT)).isEmpty();
        assertThat(Topics.create(admin, NAMES, new TopicSettings(2, Duration.ofHours(1))))
            .hasSize(4)
            .anySatisfy(line -> assertThat(line).contains("it.frames.raw has 4 partitions, not 2"));
      }
      send(broker, new byte[FOUR_MEBIBYTES]);
    }
    assertThat(ProcessHandle.of(pid)).isEmpty();

    try (KafkaBroker broker =
        KafkaBroker.start(settings.withPort(port, "--kafka-port"), ClassPath.ofCurrentJvm())) {
      assertThat(receive(broker)).hasSize(FOUR_MEBIBYTES);
    }
  }

  @Test
  void namesATakenPortAndItsSettingBeforeStartingAnything() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      BrokerSettings settings =
          BrokerSettings.inDirectory(directory.resolve("none")).withPort(port, "--kafka-port");

      assertThatThrownBy(() -> KafkaBroker.start(settings, ClassPath.ofCurrentJvm()))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--kafka-port");
      assertThat(directory.resolve("none")).doesNotExist();
    }
  }

  private static Map<String, Object> client(KafkaBroker broker) {
    return Map.of(
        "bootstrap.servers", broker.bootstrapServers(), "max.request.size", 5 * 1024 * 1024);
  }

  private static void send(KafkaBroker broker, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(client(broker), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(NAMES.framesRaw(), 0, null, value)).get();
    }
  }

  private static byte[] receive(KafkaBroker broker) {
    try (var consumer =
        new KafkaConsumer<>(
            client(broker), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(NAMES.framesRaw(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofSeconds(30))) {
        return found.value();
      }
      throw new AssertionError("no record");
    }
  }
}
