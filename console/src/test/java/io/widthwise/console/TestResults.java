package io.widthwise.console;

import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Results as the job writes them. */
public final class TestResults {
  public static final Duration BUDGET = Duration.ofMillis(100);

  private TestResults() {}

  /** A frame that was labelled in time, {@code latency} after it was taken. */
  public static FrameResult classified(
      String camera, long sequence, Instant captured, Duration latency) {
    return of(camera, sequence, captured, latency, Outcome.CLASSIFIED, null, 0.5);
  }

  public static FrameResult of(
      String camera,
      long sequence,
      Instant captured,
      Duration latency,
      Outcome outcome,
      String reason,
      double width) {
    boolean labelled = outcome == Outcome.CLASSIFIED || outcome == Outcome.LATE;
    return FrameResult.newBuilder()
        .setFrameId(FrameIds.of(camera, sequence, captured))
        .setCameraId(camera)
        .setSequence(sequence)
        .setCaptureTime(captured)
        .setOutcome(outcome)
        .setReason(reason)
        .setTopK(labelled ? List.of(new Label(3, "pallet", 0.87f)) : List.of())
        .setVariant(labelled ? variant(width) : null)
        .setDeadline(captured.plus(BUDGET))
        .setTimings(
            Timings.newBuilder()
                .setCaptured(captured)
                .setAdmitted(captured.plusMillis(2))
                .setDequeued(captured.plusMillis(3))
                .setStarted(labelled ? captured.plusMillis(4) : null)
                .setFinished(captured.plus(latency))
                .build())
        .build();
  }

  public static Variant variant(double width) {
    return Variant.newBuilder()
        .setFamily("mobilenet-v1")
        .setWidthMultiplier(width)
        .setResolution(width < 1 ? 160 : 224)
        .setPrecision("int8")
        .setRelease("r1")
        .build();
  }
}
