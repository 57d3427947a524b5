package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is on a topic. */
final class Topic {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  private Topic() {}

  /** Reads a topic from its beginning until enough is there. */
  static List<ConsumerRecord<byte[], byte[]>> read(
      String bootstrapServers,
      String topic,
      Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    try (KafkaConsumer<byte[], byte[]> consumer = fromBeginning(bootstrapServers, topic)) {
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (!enough.test(all)) {
        assertThat(System.nanoTime())
            .as("%s holds %d records after %s, too few", topic, all.size(), LIMIT)
            .isLessThan(limit);
        consumer.poll(POLL).forEach(all::add);
      }
      return all;
    }
  }

  /** Reads what is on a topic now. */
  static List<ConsumerRecord<byte[], byte[]>> readAll(String bootstrapServers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = fromBeginning(bootstrapServers, topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(all::add);
      }
      return all;
    }
  }

  private static KafkaConsumer<byte[], byte[]> fromBeginning(
      String bootstrapServers, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
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

  static Map<String, String> headers(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : kafkaRecord.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }
}
