package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.DeadlineRule.Deadline;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultFactoryTest {
  private static final Instant CAPTURED = Instant.parse("2026-05-05T10:00:00Z");
  private static final Instant DEADLINE = CAPTURED.plusMillis(100);
  private static final List<Label> LABELS = List.of(new Label(3, "forklift", 0.9f));
  private static final Variant VARIANT = new Variant("mobilenet-v1", 0.5, 160, "int8", "r1");

  @Test
  void aLabelByTheDeadlineIsClassified() {
    FrameResult result =
        ResultFactory.labelled(frame(), LABELS, VARIANT, CAPTURED.plusMillis(10), DEADLINE);

    assertThat(result.getOutcome()).isEqualTo(Outcome.CLASSIFIED);
    assertThat(result.getReason()).isNull();
    assertThat(result.getTopK()).isEqualTo(LABELS);
    assertThat(result.getVariant()).isEqualTo(VARIANT);
    assertThat(result.getAttributes()).containsEntry("robot", "7");
    assertThat(result.getTimings().getCaptured()).isEqualTo(CAPTURED);
    assertThat(result.getTimings().getFinished()).isEqualTo(DEADLINE);
  }

  @Test
  void aLabelAfterTheDeadlineIsLateAndSaysByHowMuch() {
    FrameResult result =
        ResultFactory.labelled(
            frame(), LABELS, VARIANT, CAPTURED.plusMillis(90), DEADLINE.plusMillis(12));

    assertThat(result.getOutcome()).isEqualTo(Outcome.LATE);
    assertThat(result.getReason()).contains("12.0 ms after its deadline", "22.0 ms");
    assertThat(result.getTopK()).isEqualTo(LABELS);
  }

  @Test
  void aShedFrameSaysWhatTimeWasLeft() {
    Duration least = Duration.ofNanos(2_500_000);
    FrameResult tooFew = ResultFactory.shed(frame(), least, DEADLINE.minusMillis(1));
    FrameResult passed = ResultFactory.shed(frame(), least, DEADLINE.plusMillis(30));

    assertThat(tooFew.getOutcome()).isEqualTo(Outcome.SHED);
    assertThat(tooFew.getReason()).contains("1.00 ms were left", "takes at least 2.50 ms");
    assertThat(passed.getReason()).contains("passed 30.0 ms ago");
    assertThat(passed.getTopK()).isEmpty();
    assertThat(passed.getVariant()).isNull();
    assertThat(passed.getTimings().getStarted()).isNull();
  }

  @Test
  void aFrameShedForOthersIsNotSaidToHaveHadTooLittleTime() {
    FrameResult result =
        ResultFactory.shed(frame(), Duration.ofMillis(2), DEADLINE.minusMillis(20));

    assertThat(result.getReason())
        .contains("20.00 ms were left", "at least 2.00 ms", "could not serve all that waited")
        .doesNotContain("too few");
  }

  private static AdmittedFrame frame() {
    Frame frame = TestFrames.grey("camera", 1, CAPTURED, 4);
    frame.setAttributes(Map.of("robot", "7"));
    return new AdmittedFrame(
        TestFrames.consumed(frame, CAPTURED.plusMillis(2)),
        frame,
        new Deadline(CAPTURED, CaptureClock.CAMERA, DEADLINE),
        CAPTURED.plusMillis(3));
  }
}
