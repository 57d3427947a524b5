package io.widthwise.ingest.admission;

import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The broker's append time where the topic has it, else the time of reading. A publisher's own
 * timestamp is not trusted: one far in the future would empty the duplicate window, and one far in
 * the past would have the broker delete the frame.
 */
final class AppendTime implements TimestampExtractor {
  private final LongSupplier clockMillis;

  AppendTime(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME
        ? record.timestamp()
        : clockMillis.getAsLong();
  }
}
