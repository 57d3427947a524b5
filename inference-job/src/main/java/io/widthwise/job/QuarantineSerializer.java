package io.widthwise.job;

import io.widthwise.schemas.quarantine.QuarantinedPayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes quarantined records with their key, and as much of their value as is to be kept. */
final class QuarantineSerializer implements KafkaRecordSerializationSchema<QuarantinedRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final QuarantinedPayload kept;

  QuarantineSerializer(String topic, QuarantinedPayload kept) {
    this.topic = topic;
    this.kept = kept;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      QuarantinedRecord quarantined, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> kafkaRecord =
        new ProducerRecord<>(topic, quarantined.key, kept.valueOf(quarantined.value));
    add(quarantined.headers, kafkaRecord);
    add(kept.headersOf(quarantined.value), kafkaRecord);
    return kafkaRecord;
  }

  private static void add(Map<String, String> headers, ProducerRecord<?, ?> kafkaRecord) {
    headers.forEach(
        (name, text) -> kafkaRecord.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
  }
}
