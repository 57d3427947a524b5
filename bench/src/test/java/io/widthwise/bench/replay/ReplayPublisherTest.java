package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.ingest.source.FrameAttributes;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.codec.Codecs;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ReplayPublisherTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.000123Z");
  private static final FramePress PRESS = new FramePress("replay-1", START, Replays.PICTURES);

  private Instant now = START;

  @Test
  void publishesEachFrameWhenItIsDueAndTellsWhenThatWas() throws Exception {
    MockProducer<String, byte[]> producer = producer();
    List<Due> dues = List.of(Replays.due(0, 0), Replays.due(1, 4_000), Replays.due(2, 4_000));
    long[] sent = publish(dues, producer);
    assertThat(sent).containsExactly(0, 4_060, 4_060);
    assertThat(producer.history())
        .extracting(message -> message.topic() + " " + message.key())
        .containsOnly("frames.raw replay-1/camera-0");
    Frame second = Codecs.frame().decode(producer.history().get(1).value());
    assertThat(second.getSequence()).isEqualTo(1);
    // The time at which it was due, not the later one at which it was sent.
    assertThat(second.getCaptureTime()).isEqualTo(START.plus(4_000, ChronoUnit.MICROS));
    assertThat(second.getLatencyBudgetMillis()).isEqualTo(50);
    assertThat(second.getAttributes()).containsEntry(FrameAttributes.LABEL, "dog");
  }

  @Test
  void aFrameThatCannotBeDeliveredEndsTheRun() {
    MockProducer<String, byte[]> producer = producer();
    producer.sendException = new IllegalStateException("no broker");
    assertThatThrownBy(() -> publish(List.of(Replays.due(0, 0)), producer))
        .hasStackTraceContaining("no broker");
  }

  @Test
  void pairsResultsWithTheFramesOfItsRunOnce() {
    AnswerSheet sheet = new AnswerSheet(2, PRESS);
    assertThat(sheet.enter(result("replay-2/camera-0", 0), START)).isFalse();
    assertThat(sheet.enter(result("replay-1/camera-0", 1), START.plusMillis(9))).isTrue();
    assertThat(sheet.enter(result("replay-1/camera-0", 1), START.plusMillis(12))).isFalse();
    assertThat(sheet.isFull()).isFalse();
    assertThat(sheet.answers().get(0)).isEmpty();
    Answer answer = sheet.answers().get(1).orElseThrow();
    assertThat(answer.variant()).hasValue("0.5@160/int8");
    assertThat(answer.label()).hasValue("dog");
    assertThat(answer.dequeuedMicros()).hasValue(5_000);
    assertThat(answer.serviceMicros()).isEqualTo(2_000);
    assertThat(answer.receivedMicros()).isEqualTo(9_000);
  }

  private long[] publish(List<Due> dues, MockProducer<String, byte[]> producer) throws Exception {
    Pacer pacer = new Pacer(START, () -> now, nanos -> now = now.plusNanos(nanos + 60_000));
    try (ReplayPublisher publisher =
        new ReplayPublisher(dues, PRESS, producer, "frames.raw", pacer)) {
      publisher.start();
      return publisher.join();
    }
  }

  private static MockProducer<String, byte[]> producer() {
    return new MockProducer<>(
        true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  }

  private static FrameResult result(String camera, long sequence) {
    return FrameResult.newBuilder()
        .setFrameId(camera + "/" + sequence)
        .setCameraId(camera)
        .setSequence(sequence)
        .setCaptureTime(START)
        .setDeadline(START.plusMillis(50))
        .setCaptureClock(CaptureClock.CAMERA)
        .setAttributes(Map.of())
        .setOutcome(Outcome.CLASSIFIED)
        .setTopK(List.of(new Label(1, "dog", 0.9f)))
        .setVariant(new Variant("mobilenet-v1", 0.5, 160, "int8", "r1"))
        .setTimings(
            new Timings(
                START,
                START.plusMillis(4),
                START.plusMillis(5),
                START.plusMillis(6),
                START.plusMillis(8)))
        .build();
  }
}
