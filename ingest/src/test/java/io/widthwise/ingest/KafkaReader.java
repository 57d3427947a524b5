package io.widthwise.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, without a consumer group. */
public final class KafkaReader {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String bootstrapServers;

  public KafkaReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Returns the committed records of {@code topic} once there are {@code count} or more. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      Instant limit = Instant.now().plus(LIMIT);
      while (records.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        if (Instant.now().isAfter(limit)) {
          throw new AssertionError(
              "topic %s has %d records, not %d, after %s"
                  .formatted(topic, records.size(), count, LIMIT));
        }
      }
      return records;
    }
  }
}
