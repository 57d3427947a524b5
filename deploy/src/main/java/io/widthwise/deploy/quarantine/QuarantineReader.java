package io.widthwise.deploy.quarantine;

import io.widthwise.access.KafkaAccess;
import io.widthwise.stack.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the quarantine topic holds now. */
final class QuarantineReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaAccess kafka;
  private final String topic;

  QuarantineReader(KafkaAccess kafka, String topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  /** Returns the newest that {@code wanted} takes, at most {@code limit}, oldest first. */
  List<QuarantinedMessage> read(Predicate<QuarantinedMessage> wanted, int limit) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<QuarantinedMessage> found = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          QuarantinedMessage each = new QuarantinedMessage(message);
          if (wanted.test(each)) {
            found.add(each);
          }
        }
        // Payloads are megabytes and a topic holds many, so no more is kept than is asked for.
        trim(found, limit);
      }
      return found;
    }
  }

  private static void trim(List<QuarantinedMessage> found, int limit) {
    found.sort(
        (a, b) -> {
          int byTime = a.time().compareTo(b.time());
          return byTime != 0 ? byTime : Long.compare(a.message().offset(), b.message().offset());
        });
    if (found.size() > limit) {
      found.subList(0, found.size() - limit).clear();
    }
  }

  /**
   * Returns one message.
   *
   * @param id {@code partition@offset}
   * @throws StackException if there is none
   */
  QuarantinedMessage find(String id) {
    String[] parts = id.split("@", -1);
    if (parts.length != 2 || !id.matches("\\d{1,9}@\\d{1,18}")) {
      throw new IllegalArgumentException(
          "'%s' is no message of quarantine; name one as 'quarantine list' does, such as 2@17"
              .formatted(id));
    }
    TopicPartition partition = new TopicPartition(topic, Integer.parseInt(parts[0]));
    long offset = Long.parseLong(parts[1]);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      if (consumer.partitionsFor(topic).stream()
          .anyMatch(info -> info.partition() == partition.partition())) {
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        consumer.seek(partition, offset);
        while (offset < end && consumer.position(partition) <= offset) {
          for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            if (message.offset() == offset) {
              return new QuarantinedMessage(message);
            }
          }
        }
      }
    }
    throw new StackException(
        "%s holds no message %s; it may have been deleted after its retention time"
            .formatted(topic, id));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.client(
            Map.of(
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
