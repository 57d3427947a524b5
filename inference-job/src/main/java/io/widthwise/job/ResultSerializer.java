package io.widthwise.job;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes results keyed by camera, with the frame id and trace context in headers. */
final class ResultSerializer implements KafkaRecordSerializationSchema<OutgoingResult> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  ResultSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutgoingResult result, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> kafkaRecord =
        new ProducerRecord<>(topic, utf8(result.cameraId), result.value);
    kafkaRecord.headers().add(RecordHeaders.FRAME_ID, utf8(result.frameId));
    if (result.traceparent != null) {
      kafkaRecord.headers().add(RecordHeaders.TRACEPARENT, utf8(result.traceparent));
    }
    return kafkaRecord;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
