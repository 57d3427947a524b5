package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.crash.CrashRecord;
import io.widthwise.inference.schedule.DeadlineRule;
import io.widthwise.inference.schedule.LatencyBudgets;
import io.widthwise.job.FrameIntake.Foreign;
import io.widthwise.job.FrameIntake.GivenUp;
import io.widthwise.job.FrameIntake.Refused;
import io.widthwise.job.FrameIntake.Servable;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.check.FrameInspector;
import io.widthwise.schemas.check.FrameLimits;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.quarantine.QuarantineCode;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameIntakeTest {
  private static final Instant NOW = Instant.parse("2026-05-05T10:00:00.123456Z");

  private final FrameIntake intake =
      new FrameIntake(
          Codecs.frame(),
          new FrameInspector(FrameLimits.DEFAULT),
          new DeadlineRule(
              new LatencyBudgets(List.of(), Duration.ofMillis(100)), Duration.ofSeconds(10)),
          new CrashRecord(List.of()),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void takesAFrameAndGivesItItsDeadline() {
    Frame frame = TestFrames.grey("camera", 7, NOW.minusMillis(5), 8);

    Servable servable = (Servable) intake.take(TestFrames.consumed(frame, NOW));

    assertThat(servable.frame().frame()).isEqualTo(frame);
    assertThat(servable.frame().dequeued()).isEqualTo(NOW);
    assertThat(servable.frame().deadline().deadline()).isEqualTo(NOW.plusMillis(95));
  }

  @Test
  void aFrameThatWaitedLongForAdmissionKeepsItsDeadline() {
    Frame frame = TestFrames.grey("camera", 7, NOW.minusSeconds(20), 8);
    ConsumedFrame consumed = TestFrames.consumed(frame, NOW);
    consumed.receivedMillis = NOW.minusSeconds(20).toEpochMilli();

    Servable servable = (Servable) intake.take(consumed);

    assertThat(servable.frame().deadline().deadline()).isEqualTo(NOW.minusMillis(19_900));
    assertThat(servable.frame().deadline().clock()).isEqualTo(CaptureClock.CAMERA);
  }

  @Test
  void aFrameThatAdmissionGaveUpHasNoPictureAndIsNotRefusedForThat() {
    Frame frame = TestFrames.grey("camera", 7, NOW.minusMillis(400), 8);
    frame.setPayload(ByteBuffer.allocate(0));
    ConsumedFrame consumed = TestFrames.consumed(frame, NOW);
    consumed.givenUpAfterMillis = 390;

    GivenUp givenUp = (GivenUp) intake.take(consumed);

    FrameResult result = ResultFactory.givenUp(givenUp.frame(), NOW);
    assertThat(result.getOutcome()).isEqualTo(Outcome.SHED);
    assertThat(result.getReason()).contains("390 ms");
  }

  @Test
  void aBrokerWhoseClockIsAheadMakesNoFrameYoungerThanItsResult() {
    Frame frame = TestFrames.grey("camera", 7, NOW.minusSeconds(60), 8);

    Servable servable = (Servable) intake.take(TestFrames.consumed(frame, NOW.plusSeconds(3)));

    assertThat(servable.frame().deadline().clock()).isEqualTo(CaptureClock.BROKER);
    assertThat(servable.frame().deadline().captured()).isEqualTo(NOW);
  }

  @Test
  void aTopicWithoutAppendTimesLeavesTheTimeAtWhichTheFrameWasRead() {
    Frame frame = TestFrames.grey("camera", 7, NOW.minusMillis(5), 8);
    ConsumedFrame consumed = TestFrames.consumed(frame, NOW);
    consumed.appendedMillis = -1;

    Servable servable = (Servable) intake.take(consumed);

    assertThat(servable.frame().deadline().clock()).isEqualTo(CaptureClock.CAMERA);
    assertThat(servable.frame().deadline().deadline()).isEqualTo(NOW.plusMillis(95));
  }

  @Test
  void aFrameOutsideTheLimitsIsRefusedWithItsOrigin() {
    Frame lying = TestFrames.grey("camera", 7, NOW, 8);
    lying.setWidth(50_000);

    Refused refused = (Refused) intake.take(TestFrames.consumed(lying, NOW));

    assertThat(refused.note().code()).isEqualTo(QuarantineCode.OVER_LIMIT);
    assertThat(refused.note().reason()).contains("50000 x 8");
    assertOrigin(refused.note());
    assertThat(refused.frame().frame().getFrameId()).isEqualTo(lying.getFrameId());
  }

  @Test
  void foreignBytesHaveNoFrameButAnOrigin() {
    byte[] text = "not a frame at all".getBytes(StandardCharsets.UTF_8);

    Foreign foreign = (Foreign) intake.take(TestFrames.consumed(text, NOW));

    assertThat(foreign.note().code()).isEqualTo(QuarantineCode.UNDECODABLE_ENVELOPE);
    assertThat(foreign.note().reason()).contains("6e6f74206120");
    assertOrigin(foreign.note());
  }

  private static void assertOrigin(QuarantineNote note) {
    assertThat(note.topic()).isEqualTo("widthwise.frames");
    assertThat(note.partition()).isEqualTo(3);
    assertThat(note.offset()).isEqualTo(42);
  }
}
