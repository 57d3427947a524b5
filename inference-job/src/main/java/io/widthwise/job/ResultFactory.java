package io.widthwise.job;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Says what became of a frame, and why. */
final class ResultFactory {
  private ResultFactory() {}

  static FrameResult labelled(
      AdmittedFrame admitted,
      List<Label> topK,
      Variant variant,
      Instant started,
      Instant finished) {
    Duration late = Duration.between(admitted.deadline().deadline(), finished);
    boolean onTime = late.isNegative() || late.isZero();
    return result(admitted, started, finished)
        .setOutcome(onTime ? Outcome.CLASSIFIED : Outcome.LATE)
        .setReason(
            onTime
                ? null
                : "labelled %.1f ms after its deadline: service took %.1f ms"
                    .formatted(millis(late), millis(Duration.between(started, finished))))
        .setTopK(topK)
        .setVariant(variant)
        .build();
  }

  static FrameResult shed(AdmittedFrame admitted, Instant now) {
    Duration slack = Duration.between(now, admitted.deadline().deadline());
    String reason =
        slack.isNegative()
            ? "its deadline had passed %.1f ms ago when the lane came to it"
                .formatted(-millis(slack))
            : "%.1f ms were left to its deadline, too few for the narrowest variant"
                .formatted(millis(slack));
    return result(admitted, null, now).setOutcome(Outcome.SHED).setReason(reason).build();
  }

  static FrameResult rejected(AdmittedFrame admitted, String reason, Instant now) {
    return result(admitted, null, now).setOutcome(Outcome.REJECTED).setReason(reason).build();
  }

  private static FrameResult.Builder result(
      AdmittedFrame admitted, Instant started, Instant finished) {
    Frame frame = admitted.frame();
    return FrameResult.newBuilder()
        .setFrameId(frame.getFrameId())
        .setCameraId(frame.getCameraId())
        .setSequence(frame.getSequence())
        .setCaptureTime(frame.getCaptureTime())
        .setDeadline(admitted.deadline().deadline())
        .setTopK(List.of())
        .setCaptureClock(admitted.deadline().clock())
        .setAttributes(frame.getAttributes())
        .setTimings(
            new Timings(
                admitted.deadline().captured(),
                Instant.ofEpochMilli(admitted.origin().appendedMillis),
                admitted.dequeued(),
                started,
                finished));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
