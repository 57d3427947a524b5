package io.widthwise.job.release;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what lanes make of releases. */
public final class StatusSerializer implements KafkaRecordSerializationSchema<StatusRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  public StatusSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      StatusRecord status, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, status.key.getBytes(StandardCharsets.UTF_8), status.value);
  }
}
