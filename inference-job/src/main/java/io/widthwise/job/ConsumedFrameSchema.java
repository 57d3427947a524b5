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
  private static final long NONE = -1;

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
    long received = number(kafkaRecord, RecordHeaders.RECEIVED);
    // What is later than the time of admission was not told by admission.
    frame.receivedMillis =
        received < 0 || received > frame.appendedMillis ? frame.appendedMillis : received;
    frame.givenUpAfterMillis = number(kafkaRecord, RecordHeaders.GIVEN_UP);
    Header traceparent = kafkaRecord.headers().lastHeader(RecordHeaders.TRACEPARENT);
    frame.traceparent =
        traceparent == null ? null : new String(traceparent.value(), StandardCharsets.UTF_8);
    out.collect(frame);
  }

  /** The number in a header; -1 where there is none. */
  private static long number(ConsumerRecord<byte[], byte[]> kafkaRecord, String name) {
    Header header = kafkaRecord.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return NONE;
    }
    try {
      return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  @Override
  public TypeInformation<ConsumedFrame> getProducedType() {
    return TypeInformation.of(ConsumedFrame.class);
  }
}
