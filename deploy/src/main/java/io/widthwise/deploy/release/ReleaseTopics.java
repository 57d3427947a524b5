package io.widthwise.deploy.release;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.ReleaseStatus;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads the two topics of model releases. */
final class ReleaseTopics {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Connection connection;
  private final KafkaAccess kafka;
  private final SingleObjectCodec<ModelRelease> releases = Codecs.modelRelease();
  private final SingleObjectCodec<ReleaseStatus> statuses = Codecs.releaseStatus();

  ReleaseTopics(Connection connection) {
    this.connection = connection;
    this.kafka = connection.kafka(Role.OPERATOR);
  }

  /** Announces a release and waits until the broker has it. */
  void announce(ModelRelease release) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.client(Map.of("acks", "all")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  connection.topics().models(),
                  release.getFamily().getBytes(StandardCharsets.UTF_8),
                  releases.encode(release)))
          .get();
    }
  }

  /** Returns the newest release of each family. */
  List<ModelRelease> newest() {
    Map<String, ModelRelease> byFamily = new LinkedHashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer(connection.topics().models())) {
      for (ConsumerRecord<byte[], byte[]> kafkaRecord : readAll(consumer)) {
        if (kafkaRecord.value() != null) {
          ModelRelease release = decode(releases, kafkaRecord);
          byFamily.put(release.getFamily(), release);
        }
      }
    }
    return List.copyOf(byFamily.values());
  }

  /** Follows the statuses from the topic's beginning. */
  Consumer<byte[], byte[]> statusConsumer() {
    return consumer(connection.topics().modelsStatus());
  }

  /** Returns what has come since the last call; empty if nothing did in a while. */
  List<ReleaseStatus> poll(Consumer<byte[], byte[]> consumer) {
    List<ReleaseStatus> polled = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> kafkaRecord : consumer.poll(POLL)) {
      if (kafkaRecord.value() != null) {
        polled.add(decode(statuses, kafkaRecord));
      }
    }
    return polled;
  }

  /** Returns all statuses that there are now. */
  List<ReleaseStatus> statuses() {
    List<ReleaseStatus> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = statusConsumer()) {
      readAll(consumer).forEach(kafkaRecord -> all.add(decode(statuses, kafkaRecord)));
    }
    return all;
  }

  private Consumer<byte[], byte[]> consumer(String topic) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.client(Map.of("enable.auto.commit", false, "isolation.level", "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static List<ConsumerRecord<byte[], byte[]>> readAll(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(all::add);
    }
    return all;
  }

  private static <T extends org.apache.avro.specific.SpecificRecordBase> T decode(
      SingleObjectCodec<T> codec, ConsumerRecord<byte[], byte[]> kafkaRecord) {
    try {
      return codec.decode(kafkaRecord.value());
    } catch (UndecodableMessageException e) {
      throw new IllegalStateException(
          "%s-%d@%d cannot be read: %s"
              .formatted(
                  kafkaRecord.topic(),
                  kafkaRecord.partition(),
                  kafkaRecord.offset(),
                  e.getMessage()),
          e);
    }
  }
}
