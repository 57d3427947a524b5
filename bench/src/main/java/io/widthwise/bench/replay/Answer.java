package io.widthwise.bench.replay;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.Variant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the pipeline said of a frame. Times are microseconds since the run began.
 *
 * @param outcome the frame's one outcome
 * @param variant key of the variant that labelled it, such as {@code 0.5@160/int8}
 * @param release release of that variant's bundle
 * @param label most probable class; empty unless labelled
 * @param appendedMicros appended to the admitted frames; the broker counts whole milliseconds
 * @param dequeuedMicros taken into a lane
 * @param startedMicros decode began
 * @param finishedMicros outcome known
 * @param receivedMicros the result reached this process
 */
record Answer(
    Outcome outcome,
    Optional<String> variant,
    Optional<String> release,
    Optional<String> label,
    long appendedMicros,
    OptionalLong dequeuedMicros,
    OptionalLong startedMicros,
    long finishedMicros,
    long receivedMicros) {

  static Answer of(FrameResult result, Instant received, Instant start) {
    Timings timings = result.getTimings();
    Optional<Variant> variant = Optional.ofNullable(result.getVariant());
    return new Answer(
        result.getOutcome(),
        variant.map(Answer::key),
        variant.map(Variant::getRelease),
        result.getTopK().stream().findFirst().map(label -> label.getName()),
        micros(start, timings.getAdmitted()),
        optionalMicros(start, timings.getDequeued()),
        optionalMicros(start, timings.getStarted()),
        micros(start, timings.getFinished()),
        micros(start, received));
  }

  /** Returns width, resolution and precision as {@code VariantSpec.key()} writes them. */
  private static String key(Variant variant) {
    return "%s@%d/%s"
        .formatted(variant.getWidthMultiplier(), variant.getResolution(), variant.getPrecision());
  }

  private static OptionalLong optionalMicros(Instant start, Instant at) {
    return at == null ? OptionalLong.empty() : OptionalLong.of(micros(start, at));
  }

  private static long micros(Instant start, Instant at) {
    return ChronoUnit.MICROS.between(start, at);
  }

  boolean isLabelled() {
    return startedMicros.isPresent() && variant.isPresent();
  }

  boolean isHit() {
    return outcome == Outcome.CLASSIFIED;
  }

  /** Time in service; only of a labelled frame. */
  long serviceMicros() {
    return finishedMicros - startedMicros.orElseThrow();
  }
}
