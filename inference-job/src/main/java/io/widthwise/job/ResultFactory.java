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

  /**
   * @param least time that the narrowest variant takes for the frame at the very least
   */
  static FrameResult shed(AdmittedFrame admitted, Duration least, Instant now) {
    Duration slack = Duration.between(now, admitted.deadline().deadline());
    return result(admitted, null, now)
        .setOutcome(Outcome.SHED)
        .setReason(whyShed(slack, least))
        .build();
  }

  private static String whyShed(Duration slack, Duration least) {
    if (slack.isNegative()) {
      return "its deadline had passed %.1f ms ago when the lane came to it"
          .formatted(-millis(slack));
    }
    if (least.compareTo(slack) > 0) {
      return "%.2f ms were left to its deadline, too few for the narrowest variant, which takes at least %.2f ms"
          .formatted(millis(slack), millis(least));
    }
    return "%.2f ms were left to its deadline and the narrowest variant takes at least %.2f ms, but the lane could not serve all that waited"
        .formatted(millis(slack), millis(least));
  }

  /** Of a frame that admission gave up. */
  static FrameResult givenUp(AdmittedFrame admitted, Instant now) {
    return result(admitted, null, now)
        .setOutcome(Outcome.SHED)
        .setReason(
            "it had waited %d ms for admission, which more frames reached than it could pass on"
                .formatted(admitted.origin().givenUpAfterMillis))
        .build();
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
