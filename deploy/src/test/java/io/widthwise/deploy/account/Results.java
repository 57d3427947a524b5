package io.widthwise.deploy.account;

import io.widthwise.ingest.source.FrameAttributes;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Results for tests: captured at a fixed time, finished some milliseconds later. */
public final class Results {
  public static final Instant CAPTURED = Instant.parse("2026-03-01T10:00:00.000123Z");

  private Results() {}

  public static FrameResult labelled(String frameId, Outcome outcome, long latencyMillis) {
    FrameResult result = unlabelled(frameId, outcome, null);
    result.setVariant(new Variant("mobilenet-v1", 0.5, 160, "int8", "r1"));
    result.setTopK(List.of(new Label(817, "sports car", 0.834f)));
    result.getTimings().setFinished(CAPTURED.plusMillis(latencyMillis));
    return result;
  }

  /** A frame that shows {@code truth} and was taken for {@code label}. */
  public static FrameResult labelled(String frameId, Outcome outcome, String truth, String label) {
    FrameResult result = labelled(frameId, outcome, 10);
    result.setAttributes(Map.of(FrameAttributes.LABEL, truth));
    result.setTopK(List.of(new Label(0, label, 0.7f), new Label(1, truth, 0.2f)));
    return result;
  }

  public static FrameResult unlabelled(String frameId, Outcome outcome, String reason) {
    return new FrameResult(
        frameId,
        "gate",
        7L,
        CAPTURED,
        outcome,
        reason,
        List.of(),
        null,
        CAPTURED.plus(Duration.ofMillis(100)),
        CaptureClock.CAMERA,
        new Timings(CAPTURED, CAPTURED.plusMillis(2), null, null, CAPTURED.plusMillis(5)),
        Map.of("lane", "north"),
        null);
  }
}
