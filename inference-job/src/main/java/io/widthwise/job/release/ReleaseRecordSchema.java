package io.widthwise.job.release;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes over records as they are; nothing about a record's content can fail the source. */
public final class ReleaseRecordSchema implements KafkaRecordDeserializationSchema<ReleaseRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> kafkaRecord, Collector<ReleaseRecord> out) {
    ReleaseRecord release = new ReleaseRecord();
    release.value = kafkaRecord.value() == null ? new byte[0] : kafkaRecord.value();
    release.origin =
        "%s-%d@%d".formatted(kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset());
    out.collect(release);
  }

  @Override
  public TypeInformation<ReleaseRecord> getProducedType() {
    return TypeInformation.of(ReleaseRecord.class);
  }
}
