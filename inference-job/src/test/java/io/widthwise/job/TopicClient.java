package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.codec.Codecs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads the topics of a test; each read begins at the topic's start. */
final class TopicClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final KafkaProducer<byte[], byte[]> producer;

  TopicClient(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(String topic, Frame frame) throws Exception {
    send(topic, frame.getCameraId(), Codecs.frame().encode(frame));
  }

  void send(String topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
  }

  /** Sends a frame as admission does one that it gave up. */
  void sendGivenUp(String topic, Frame frame, long waitedMillis) throws Exception {
    frame.setPayload(ByteBuffer.allocate(0));
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            topic,
            frame.getCameraId().getBytes(StandardCharsets.UTF_8),
            Codecs.frame().encode(frame));
    message
        .headers()
        .add(RecordHeaders.GIVEN_UP, Long.toString(waitedMillis).getBytes(StandardCharsets.UTF_8));
    producer.send(message).get();
  }

  /** Waits for at least {@code count} results and returns all that were there. */
  List<FrameResult> results(String topic, int count) throws Exception {
    List<FrameResult> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> result : read(topic, all -> all.size() >= count)) {
      results.add(Codecs.frameResult().decode(result.value()));
    }
    return results;
  }

  /** Waits until results of {@code count} different frames are there. */
  Set<Long> awaitSequences(String topic, int count) throws Exception {
    return sequences(read(topic, all -> sequences(all).size() >= count));
  }

  /** Waits for {@code count} quarantined records and returns their headers. */
  List<Map<String, String>> quarantined(String topic, int count) {
    List<Map<String, String>> quarantined = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> kafkaRecord : read(topic, all -> all.size() >= count)) {
      Map<String, String> headers = new HashMap<>();
      kafkaRecord
          .headers()
          .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
      quarantined.add(headers);
    }
    return quarantined;
  }

  /** Returns the values of all that is on the topic now. */
  List<byte[]> now(String topic) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    long count;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition only = new TopicPartition(topic, 0);
      count = consumer.endOffsets(List.of(only)).get(only);
    }
    return read(topic, all -> all.size() >= count).stream().map(ConsumerRecord::value).toList();
  }

  private static Set<Long> sequences(List<ConsumerRecord<byte[], byte[]>> results) {
    Set<Long> sequences = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> result : results) {
      try {
        sequences.add(Codecs.frameResult().decode(result.value()).getSequence());
      } catch (Exception e) {
        throw new AssertionError("results must be readable", e);
      }
    }
    return sequences;
  }

  private List<ConsumerRecord<byte[], byte[]>> read(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (!enough.test(all)) {
        assertThat(System.nanoTime())
            .as("%d records on %s are not enough after %s", all.size(), topic, LIMIT)
            .isLessThan(limit);
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
      return all;
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
