package io.widthwise.job;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes over records as they are; nothing about a record's content can fail the source. */
final class ConsumedFrameSchema implements KafkaRecordDeserializationSchema<ConsumedFrame> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> kafkaRecord, Collector<ConsumedFrame> out) {
    ConsumedFrame frame = new ConsumedFrame();
    frame.key = kafkaRecord.key();
    frame.value = kafkaRecord.value() == null ? NOTHING : kafkaRecord.value();
    frame.topic = kafkaRecord.topic();
    frame.partition = kafkaRecord.partition();
    frame.offset = kafkaRecord.offset();
    frame.appendedMillis = kafkaRecord.timestamp();
    Header traceparent = kafkaRecord.headers().lastHeader(RecordHeaders.TRACEPARENT);
    frame.traceparent =
        traceparent == null ? null : new String(traceparent.value(), StandardCharsets.UTF_8);
    out.collect(frame);
  }

  @Override
  public TypeInformation<ConsumedFrame> getProducedType() {
    return TypeInformation.of(ConsumedFrame.class);
  }
}
