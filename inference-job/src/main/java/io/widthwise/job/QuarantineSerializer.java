package io.widthwise.job;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes quarantined records with their key and value unchanged. */
final class QuarantineSerializer implements KafkaRecordSerializationSchema<QuarantinedRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  QuarantineSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      QuarantinedRecord quarantined, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> kafkaRecord =
        new ProducerRecord<>(topic, quarantined.key, quarantined.value);
    quarantined.headers.forEach(
        (name, text) -> kafkaRecord.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return kafkaRecord;
  }
}
