package io.widthwise.job;

import io.widthwise.inference.crash.CrashRecord;
import io.widthwise.inference.schedule.DeadlineRule;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.check.FrameInspector;
import io.widthwise.schemas.check.Violation;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import io.widthwise.schemas.quarantine.QuarantineCode;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Reads a record's envelope, holds it against the limits and gives it a deadline. */
final class FrameIntake {

  /** What a record turned out to be. */
  sealed interface Taken {}

  /** A frame to serve. */
  record Servable(AdmittedFrame frame) implements Taken {}

  /** A frame that admission gave up, without its payload; it still gets an outcome. */
  record GivenUp(AdmittedFrame frame) implements Taken {}

  /** A frame that must not be decoded; it still gets an outcome. */
  record Refused(AdmittedFrame frame, QuarantineNote note) implements Taken {}

  /** No frame at all, so nothing whose outcome could be told. */
  record Foreign(QuarantineNote note) implements Taken {}

  private final SingleObjectCodec<Frame> codec;
  private final FrameInspector inspector;
  private final DeadlineRule deadlines;
  private final CrashRecord crashes;
  private final Clock clock;

  FrameIntake(
      SingleObjectCodec<Frame> codec,
      FrameInspector inspector,
      DeadlineRule deadlines,
      CrashRecord crashes,
      Clock clock) {
    this.codec = codec;
    this.inspector = inspector;
    this.deadlines = deadlines;
    this.crashes = crashes;
    this.clock = clock;
  }

  Taken take(ConsumedFrame consumed) {
    Frame frame;
    try {
      frame = codec.decode(consumed.value);
    } catch (UndecodableMessageException e) {
      return new Foreign(note(consumed, QuarantineCode.UNDECODABLE_ENVELOPE, e.getMessage(), e));
    }
    Instant now = clock.instant();
    AdmittedFrame admitted =
        new AdmittedFrame(
            consumed, frame, deadlines.of(frame, received(consumed.receivedMillis, now)), now);
    if (consumed.givenUpAfterMillis >= 0) {
      return new GivenUp(admitted);
    }
    Optional<Violation> violation = inspector.inspect(frame);
    if (violation.isPresent()) {
      return new Refused(
          admitted, note(consumed, violation.get().code(), violation.get().reason(), null));
    }
    int strikes = crashes.strikes(admitted.worked());
    return strikes < CrashRecord.STRIKES_OUT
        ? new Servable(admitted)
        : new Refused(
            admitted,
            note(
                consumed,
                QuarantineCode.POISON,
                "a lane died %d times while it worked on this frame, so it is not tried again"
                    .formatted(strikes),
                null));
  }

  /**
   * When the broker had the frame, by this host's clock: a broker whose clock is ahead must not
   * make frames seem to be taken after they were served, and a topic without append times has none.
   */
  private static Instant received(long receivedMillis, Instant now) {
    Instant stated = Instant.ofEpochMilli(receivedMillis);
    return receivedMillis < 0 || stated.isAfter(now) ? now : stated;
  }

  static QuarantineNote note(
      ConsumedFrame origin, QuarantineCode code, String reason, Exception cause) {
    return new QuarantineNote(
        code,
        reason,
        origin.topic,
        origin.partition,
        origin.offset,
        cause == null ? "" : cause.getClass().getName());
  }
}
