package io.widthwise.deploy.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.widthwise.access.KafkaAccess;
import io.widthwise.ingest.admission.AdmissionTopology;
import io.widthwise.ingest.publish.ProducerSettings;
import io.widthwise.schemas.quarantine.QuarantineNote;
import io.widthwise.stack.StackException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends quarantined messages to the raw topic as they were, but for headers. */
final class Replay implements AutoCloseable {
  /** The pipeline writes these anew. */
  private static final Set<String> OURS =
      Set.of(
          AdmissionTopology.FRAME_ID_HEADER,
          QuarantineNote.CODE,
          QuarantineNote.REASON,
          QuarantineNote.TOPIC,
          QuarantineNote.PARTITION,
          QuarantineNote.OFFSET,
          QuarantineNote.EXCEPTION,
          QuarantineNote.REPLAY,
          QuarantineNote.REPLAY_OF);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String rawTopic;

  Replay(KafkaAccess kafka, String rawTopic) {
    this.producer =
        new KafkaProducer<>(
            ProducerSettings.of(kafka).properties(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.rawTopic = rawTopic;
  }

  /**
   * Sends one and waits until the broker has it.
   *
   * @return its new place, {@code topic-partition@offset}
   */
  String send(QuarantinedMessage message) throws InterruptedException {
    String topic = topic(message);
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(topic, message.message().key(), message.message().value());
    for (Header header : message.message().headers()) {
      if (!OURS.contains(header.key())) {
        sent.headers().add(header);
      }
    }
    // Another id for each replay, so that admission tells a replay from a repeat of it.
    sent.headers().add(QuarantineNote.REPLAY, UUID.randomUUID().toString().getBytes(UTF_8));
    sent.headers()
        .add(
            QuarantineNote.REPLAY_OF,
            "%s-%s".formatted(message.message().topic(), message.id()).getBytes(UTF_8));
    try {
      RecordMetadata place = producer.send(sent).get();
      return "%s-%d@%d".formatted(topic, place.partition(), place.offset());
    } catch (ExecutionException e) {
      throw new StackException(
          "message %s could not be sent to %s: %s"
              .formatted(message.id(), topic, e.getCause().getMessage()),
          e);
    }
  }

  /** The raw topic that it came from; the one that all share where the job refused it. */
  String topic(QuarantinedMessage message) {
    String origin = message.header(QuarantineNote.TOPIC);
    return origin.startsWith(rawTopic) ? origin : rawTopic;
  }

  @Override
  public void close() {
    producer.close();
  }
}
