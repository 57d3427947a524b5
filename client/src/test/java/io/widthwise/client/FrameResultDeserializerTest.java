package io.widthwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.codec.Codecs;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class FrameResultDeserializerTest {
  private static final String TOPIC = "widthwise.results";

  private final FrameResultDeserializer deserializer = new FrameResultDeserializer();

  @Test
  void readsWhatTheJobWrites() {
    FrameResult result = result();
    byte[] message = Codecs.frameResult().encode(result);

    assertThat(deserializer.deserialize(TOPIC, message)).isEqualTo(result);
  }

  @Test
  void theSerializerWritesWhatItReads() {
    byte[] message = new FrameResultSerializer().serialize(TOPIC, result());

    assertThat(deserializer.deserialize(TOPIC, message)).isEqualTo(result());
  }

  @Test
  void aRecordWithoutAValueIsNull() {
    assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    assertThat(new FrameResultSerializer().serialize(TOPIC, null)).isNull();
  }

  @Test
  void foreignBytesAreToldWithTheirTopic() {
    assertThatThrownBy(
            () -> deserializer.deserialize(TOPIC, new byte[] {0, 0, 0, 0, 1, 2, 3, 4, 5, 6}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(TOPIC)
        .hasMessageContaining("schema registry");
  }

  private static FrameResult result() {
    Instant captured = Instant.parse("2026-05-05T10:00:00Z");
    return FrameResult.newBuilder()
        .setFrameId("gate-1/7/1")
        .setCameraId("gate-1")
        .setSequence(7)
        .setCaptureTime(captured)
        .setOutcome(Outcome.CLASSIFIED)
        .setTopK(List.of(new Label(3, "forklift", 0.9f)))
        .setDeadline(captured.plusMillis(100))
        .setTimings(
            Timings.newBuilder()
                .setCaptured(captured)
                .setAdmitted(captured.plusMillis(2))
                .setFinished(captured.plusMillis(9))
                .build())
        .build();
  }
}
