package io.widthwise.schemas.codec;

import io.widthwise.schemas.Canary;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.ConsideredRung;
import io.widthwise.schemas.Decision;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.ReleaseState;
import io.widthwise.schemas.ReleaseStatus;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The records that the golden bytes hold, in the current version. Maps have one entry: no order.
 */
final class Examples {
  static final Instant CAPTURED = Instant.parse("2026-03-01T12:34:56.789012Z");

  private Examples() {}

  static Frame frame() {
    return Frame.newBuilder()
        .setFrameId("yard/7/1772368496789012")
        .setCameraId("yard")
        .setSequence(7)
        .setCaptureTime(CAPTURED)
        .setEncoding(FrameEncoding.BGR8)
        .setWidth(2)
        .setHeight(1)
        .setPayload(ByteBuffer.wrap(new byte[] {0, 127, -128, -1, 1, 2}))
        .setLatencyBudgetMillis(250)
        .setPriority(3)
        .setAttributes(Map.of("site", "Zürich"))
        .build();
  }

  static FrameResult frameResult() {
    return FrameResult.newBuilder()
        .setFrameId("yard/7/1772368496789012")
        .setCameraId("yard")
        .setSequence(7)
        .setCaptureTime(CAPTURED)
        .setOutcome(Outcome.LATE)
        .setReason("finished 12 ms after its deadline")
        .setTopK(List.of(new Label(281, "tabby", 0.8125f), new Label(282, "tiger cat", 0.15625f)))
        .setVariant(new Variant("mobilenet-v1", 0.25, 128, "int8", "2026-02"))
        .setDeadline(CAPTURED.plusMillis(250))
        .setCaptureClock(CaptureClock.BROKER)
        .setTimings(
            new Timings(
                CAPTURED,
                CAPTURED.plusMillis(1),
                CAPTURED.plusMillis(2),
                CAPTURED.plusMillis(3),
                CAPTURED.plusMillis(262)))
        .setAttributes(Map.of("site", "Zürich"))
        .setDecision(decision())
        .build();
  }

  private static Decision decision() {
    return new Decision(
        41_000L,
        3_000L,
        900L,
        12_500.5,
        3,
        2,
        1.25,
        List.of(
            new ConsideredRung("0.25@128/int8", 2_000L, Verdict.NARROWER),
            new ConsideredRung("0.5@160/int8", 9_000L, Verdict.CHOSEN),
            new ConsideredRung("1.0@192/int8", 13_000L, Verdict.OVER_SHARE),
            new ConsideredRung("1.0@224/fp32", 39_000L, Verdict.OVER_SLACK)));
  }

  static ModelRelease modelRelease() {
    return ModelRelease.newBuilder()
        .setFamily("mobilenet-v1")
        .setRelease("2026-02")
        .setBundleUri("file:///srv/models/mobilenet-v1/2026-02/")
        .setLadderSha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        .setPublishedTime(CAPTURED)
        .setNote("wider rungs trained longer")
        .setCanary(new Canary(0.1, null, 500, 600_000L))
        .build();
  }

  static ReleaseStatus releaseStatus() {
    return ReleaseStatus.newBuilder()
        .setFamily("mobilenet-v1")
        .setRelease("2026-02")
        .setPublishedTime(CAPTURED)
        .setJob("0123456789abcdef0123456789abcdef")
        .setLane(1)
        .setLanes(4)
        .setState(ReleaseState.RETURNED)
        .setReason("12 of 200 frames failed")
        .setServing("2026-01")
        .setChangedTime(CAPTURED.plusSeconds(60))
        .build();
  }
}
