package io.widthwise.stack.secure;

import io.widthwise.access.KafkaAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tries what a client may do; what it may not must be refused for want of authorisation. */
final class Probe implements AutoCloseable {
  private static final int LIMIT_MILLIS = 20_000;

  private final KafkaAccess access;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Probe(KafkaAccess access) {
    this.access = access;
    this.producer =
        new KafkaProducer<>(
            access.client(
                Map.of(
                    "enable.idempotence",
                    false,
                    "max.block.ms",
                    LIMIT_MILLIS,
                    "linger.ms",
                    0,
                    "request.timeout.ms",
                    LIMIT_MILLIS,
                    "delivery.timeout.ms",
                    LIMIT_MILLIS)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.consumer = consumer(Map.of("default.api.timeout.ms", LIMIT_MILLIS));
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, ?> settings) {
    return new KafkaConsumer<>(
        access.client(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Whether it may write; any other failure than a refusal is thrown. */
  boolean writes(String topic) throws Exception {
    try {
      producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1})).get();
      return true;
    } catch (ExecutionException e) {
      return refused(e.getCause());
    } catch (RuntimeException e) {
      return refused(e);
    }
  }

  /** Whether it may read; there must be something to read in partition 0. */
  boolean reads(String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    try {
      consumer.seekToBeginning(List.of(partition));
      Instant limit = Instant.now().plusMillis(LIMIT_MILLIS);
      while (Instant.now().isBefore(limit)) {
        if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) {
          return true;
        }
      }
      throw new AssertionError("neither a record nor a refusal came from " + topic);
    } catch (RuntimeException e) {
      return refused(e);
    }
  }

  /** Whether it may commit offsets of {@code topic} as the group. */
  boolean commits(String group, String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> member =
        consumer(Map.of("group.id", group, "default.api.timeout.ms", LIMIT_MILLIS))) {
      member.assign(List.of(partition));
      member.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
      return true;
    } catch (RuntimeException e) {
      return refused(e);
    }
  }

  private static boolean refused(Throwable failure) throws Exception {
    if (failure instanceof AuthorizationException) {
      return false;
    }
    throw new AssertionError("expected an authorisation failure, if any", failure);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    consumer.close();
  }
}
