package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.DeadlineRule.Deadline;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineRuleTest {
  private static final Instant APPENDED = Instant.parse("2026-03-29T00:59:59.990Z");

  private final DeadlineRule rule =
      new DeadlineRule(
          new LatencyBudgets(List.of(), Duration.ofMillis(100)), Duration.ofSeconds(10));

  @Test
  void isCaptureTimePlusBudget() {
    Deadline deadline = rule.of(captured(APPENDED.minusMillis(7)), APPENDED);

    assertThat(deadline.clock()).isEqualTo(CaptureClock.CAMERA);
    assertThat(deadline.deadline()).isEqualTo(APPENDED.plusMillis(93));
  }

  @Test
  void aClockThatIsFarOffIsReplacedByTheBrokers() {
    for (Instant wrong :
        List.of(APPENDED.minusSeconds(11), APPENDED.plusSeconds(11), Instant.MIN)) {
      Deadline deadline = rule.of(captured(wrong), APPENDED);

      assertThat(deadline.clock()).isEqualTo(CaptureClock.BROKER);
      assertThat(deadline.captured()).isEqualTo(APPENDED);
      assertThat(deadline.deadline()).isEqualTo(APPENDED.plusMillis(100));
    }
  }

  @Test
  void aSkewThatIsAllowedIsBelieved() {
    Deadline deadline = rule.of(captured(APPENDED.plusSeconds(10)), APPENDED);

    assertThat(deadline.clock()).isEqualTo(CaptureClock.CAMERA);
    assertThat(deadline.deadline()).isEqualTo(APPENDED.plusSeconds(10).plusMillis(100));
  }

  private static Frame captured(Instant captureTime) {
    return Frame.newBuilder()
        .setFrameId("id")
        .setCameraId("camera")
        .setSequence(0)
        .setCaptureTime(captureTime)
        .setEncoding(FrameEncoding.JPEG)
        .setWidth(1)
        .setHeight(1)
        .setPayload(ByteBuffer.allocate(0))
        .build();
  }
}
