package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumedFrameSchemaTest {
  private static final long APPENDED = 1_770_000_000_000L;

  @Test
  void takesOverWhenTheBrokerFirstHadTheFrame() {
    assertThat(receivedMillis("1769999980000")).isEqualTo(APPENDED - 20_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1770000000001"})
  void whatAdmissionCannotHaveToldCountsForNothing(String told) {
    assertThat(receivedMillis(told)).isEqualTo(APPENDED);
  }

  @Test
  void withoutAHeaderTheAppendTimeCounts() {
    assertThat(consume(new RecordHeaders()).receivedMillis).isEqualTo(APPENDED);
  }

  private static long receivedMillis(String told) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("received-millis", told.getBytes(StandardCharsets.UTF_8));
    return consume(headers).receivedMillis;
  }

  private static ConsumedFrame consume(RecordHeaders headers) {
    List<ConsumedFrame> out = new ArrayList<>();
    new ConsumedFrameSchema()
        .deserialize(
            new ConsumerRecord<>(
                "widthwise.frames",
                0,
                0,
                APPENDED,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                headers,
                Optional.empty()),
            new ListCollector<>(out));
    return out.get(0);
  }
}
