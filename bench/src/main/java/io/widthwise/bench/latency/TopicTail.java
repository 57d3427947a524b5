package io.widthwise.bench.latency;

import io.widthwise.access.KafkaAccess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what comes on topics from now on. */
public final class TopicTail implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;

  public TopicTail(KafkaAccess kafka, String... topics) {
    consumer =
        new KafkaConsumer<>(
            kafka.client(Map.of()), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Arrays.stream(topics)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: asking for the position makes sure that nothing sent from now on is missed.
    partitions.forEach(consumer::position);
  }

  public ConsumerRecords<String, byte[]> poll() {
    return consumer.poll(Duration.ofMillis(200));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
