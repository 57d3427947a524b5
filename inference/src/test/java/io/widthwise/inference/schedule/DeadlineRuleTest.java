package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.DeadlineRule.Deadline;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TimeZone;
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
        List.of(Instant.MIN, APPENDED.minusSeconds(11), APPENDED.plusSeconds(11))) {
      Deadline deadline = rule.of(captured(wrong), APPENDED);

      assertThat(deadline.clock()).isEqualTo(CaptureClock.BROKER);
      assertThat(deadline.captured()).isEqualTo(APPENDED);
      assertThat(deadline.deadline()).isEqualTo(APPENDED.plusMillis(100));
    }
  }

  @Test
  void aSkewThatIsAllowedIsBelieved() {
    Deadline deadline = rule.of(captured(APPENDED.minusSeconds(10)), APPENDED);

    assertThat(deadline.clock()).isEqualTo(CaptureClock.CAMERA);
    assertThat(deadline.deadline()).isEqualTo(APPENDED.minusSeconds(10).plusMillis(100));
  }

  @Test
  void aFrameIsNotTakenAfterItWasAppended() {
    Deadline ahead = rule.of(captured(APPENDED.plusMillis(3)), APPENDED);
    Deadline rounded = rule.of(captured(APPENDED.plusNanos(999_000)), APPENDED);

    assertThat(ahead.clock()).isEqualTo(CaptureClock.BROKER);
    assertThat(ahead.deadline()).isEqualTo(APPENDED.plusMillis(100));
    assertThat(rounded.clock()).isEqualTo(CaptureClock.CAMERA);
  }

  @Test
  void aFrozenClockIsReplacedOnceItHasStoodStillForLongerThanABurst() {
    Instant frozen = APPENDED.minusMillis(5);

    for (int sequence = 0; sequence <= 3; sequence++) {
      assertThat(rule.of(captured(sequence, frozen), APPENDED.plusMillis(33L * sequence)).clock())
          .isEqualTo(CaptureClock.CAMERA);
    }
    for (int sequence = 4; sequence < 9; sequence++) {
      Instant appended = APPENDED.plusMillis(33L * sequence);
      Deadline deadline = rule.of(captured(sequence, frozen), appended);

      assertThat(deadline.clock()).isEqualTo(CaptureClock.BROKER);
      assertThat(deadline.deadline()).isEqualTo(appended.plusMillis(100));
    }
  }

  @Test
  void aClockThatJumpsBackIsReplacedForThatFrameAndBelievedOnceItGoesOn() {
    rule.of(captured(0, APPENDED.minusMillis(5)), APPENDED);
    Instant back = APPENDED.minusSeconds(3);

    assertThat(rule.of(captured(1, back), APPENDED).clock()).isEqualTo(CaptureClock.BROKER);
    assertThat(rule.of(captured(2, back.plusMillis(33)), APPENDED).clock())
        .isEqualTo(CaptureClock.CAMERA);
  }

  @Test
  void aClockThatJumpsFarIsReplacedEitherWay() {
    rule.of(captured(0, APPENDED.minusMillis(5)), APPENDED);

    for (long hours : new long[] {-1, 1}) {
      assertThat(rule.of(captured(9, APPENDED.plusSeconds(3600 * hours)), APPENDED).clock())
          .isEqualTo(CaptureClock.BROKER);
    }
  }

  @Test
  void framesOutOfOrderAndRepeatedKeepTheirOwnCaptureTimes() {
    for (int sequence : new int[] {5, 3, 4, 3, 7, 6}) {
      Instant taken = APPENDED.minusMillis(500).plusMillis(33L * sequence);
      Deadline deadline = rule.of(captured(sequence, taken), APPENDED);

      assertThat(deadline.clock()).isEqualTo(CaptureClock.CAMERA);
      assertThat(deadline.captured()).isEqualTo(taken);
    }
  }

  @Test
  void aCameraThatCountsAnewIsBelieved() {
    rule.of(captured(900, APPENDED.minusMillis(50)), APPENDED);

    assertThat(rule.of(captured(0, APPENDED.minusMillis(5)), APPENDED).clock())
        .isEqualTo(CaptureClock.CAMERA);
    assertThat(rule.of(captured(1, APPENDED.minusMillis(4)), APPENDED).clock())
        .isEqualTo(CaptureClock.CAMERA);
  }

  @Test
  void aSmearedLeapSecondIsWithinTheSkew() {
    Instant midnight = Instant.parse("2017-01-01T00:00:00Z");
    for (int second = -43_200, sequence = 0; second <= 43_200; second += 600, sequence++) {
      Instant utc = midnight.plusSeconds(second);
      // Smeared linearly from noon to noon: half a second behind at midnight, where UTC steps.
      double smear = second < 0 ? (second + 43_200) / 86_400.0 : (second - 43_200) / 86_400.0;
      Instant smeared = utc.minus((long) (Math.abs(smear) * 1e6) + 5_000, ChronoUnit.MICROS);

      Deadline deadline = rule.of(captured(sequence, smeared), utc);

      assertThat(deadline.clock()).isEqualTo(CaptureClock.CAMERA);
      assertThat(deadline.deadline()).isEqualTo(smeared.plusMillis(100));
    }
  }

  @Test
  void daylightSavingAndTheZoneOfTheHostChangeNothing() {
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("Europe/Berlin", "America/St_Johns", "Pacific/Apia")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        // Berlin's clocks go from 02:00 to 03:00 here.
        Instant spring = Instant.parse("2026-03-29T00:59:59.995Z");
        DeadlineRule fresh =
            new DeadlineRule(
                new LatencyBudgets(List.of(), Duration.ofMillis(100)), Duration.ofSeconds(10));

        assertThat(fresh.of(captured(0, spring), spring.plusMillis(2)).deadline())
            .isEqualTo(Instant.parse("2026-03-29T01:00:00.095Z"));
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static Frame captured(Instant captureTime) {
    return captured(0, captureTime);
  }

  private static Frame captured(long sequence, Instant captureTime) {
    return Frame.newBuilder()
        .setFrameId("id")
        .setCameraId("camera")
        .setSequence(sequence)
        .setCaptureTime(captureTime)
        .setEncoding(FrameEncoding.JPEG)
        .setWidth(1)
        .setHeight(1)
        .setPayload(ByteBuffer.allocate(0))
        .build();
  }
}
