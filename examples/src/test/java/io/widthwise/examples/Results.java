package io.widthwise.examples;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.time.Instant;
import java.util.List;

/** Results of a camera that sends ten frames a second. */
final class Results {
  static final Instant START = Instant.parse("2026-05-05T10:00:00Z");

  /** Also vouches for the records, which Avro would else refuse to build. */
  private static final SingleObjectCodec<FrameResult> CODEC = Codecs.frameResult();

  private Results() {}

  static FrameResult labelled(String camera, long sequence, String label, double probability) {
    return result(
        camera, sequence, Outcome.CLASSIFIED, List.of(new Label(1, label, (float) probability)));
  }

  static FrameResult shed(String camera, long sequence) {
    return result(camera, sequence, Outcome.SHED, List.of());
  }

  static byte[] encoded(FrameResult result) {
    return CODEC.encode(result);
  }

  private static FrameResult result(
      String camera, long sequence, Outcome outcome, List<Label> labels) {
    Instant captured = START.plusMillis(100 * sequence);
    return FrameResult.newBuilder()
        .setFrameId(camera + "/" + sequence)
        .setCameraId(camera)
        .setSequence(sequence)
        .setCaptureTime(captured)
        .setOutcome(outcome)
        .setReason(labels.isEmpty() ? "too few ms were left" : null)
        .setTopK(labels)
        .setDeadline(captured.plusMillis(100))
        .setTimings(
            Timings.newBuilder()
                .setCaptured(captured)
                .setAdmitted(captured.plusMillis(2))
                .setFinished(captured.plusMillis(9))
                .build())
        .build();
  }
}
