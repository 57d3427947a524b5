package io.widthwise.job;

import io.widthwise.inference.classify.LabelledFrame;
import io.widthwise.inference.release.CanaryWatch;
import io.widthwise.schemas.Frame;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A release that serves some of a lane's frames; used by the lane's thread alone. */
final class Trial {
  /** Attribute in which synthetic cameras, and whoever else knows it, say what a frame shows. */
  private static final String TRUTH = "label";

  private final ServedRelease release;
  private final CanaryWatch watch;
  private final LongSupplier nanos;
  private final Consumer<CanaryWatch.Verdict> listener;
  private boolean decided;
  private boolean worse;

  /**
   * @param nanos a monotonic clock
   * @param listener hears the verdict, once, by the lane's thread
   */
  Trial(
      ServedRelease release,
      CanaryWatch watch,
      LongSupplier nanos,
      Consumer<CanaryWatch.Verdict> listener) {
    this.release = release;
    this.watch = watch;
    this.nanos = nanos;
    this.listener = listener;
  }

  ServedRelease release() {
    return release;
  }

  /** True if the release on trial serves the frame; none once it has been judged to be worse. */
  boolean includes(Frame frame) {
    return !worse && watch.includes(frame.getCameraId(), frame.getFrameId());
  }

  /**
   * Tells of a frame that one of the two releases labelled.
   *
   * @param by the release that did
   * @param grantedMicros time that the plan had for it
   */
  void served(
      ServedRelease by, Frame frame, LabelledFrame labelled, boolean late, long grantedMicros) {
    double took = labelled.decodeMicros() + labelled.inferenceMicros();
    String truth = frame.getAttributes().get(TRUTH);
    Optional<Boolean> right =
        truth == null || !by.knows(truth)
            ? Optional.empty()
            : Optional.of(labelled.topK().get(0).getName().equals(truth));
    watch.served(by == release, late, took / Math.max(1, grantedMicros), right);
    judge();
  }

  /** Tells of a frame that the release on trial could not label. */
  void failed() {
    watch.failed();
    judge();
  }

  private void judge() {
    if (!decided) {
      watch
          .verdict(nanos.getAsLong())
          .ifPresent(
              verdict -> {
                decided = true;
                // A promotion is still to come; until then frames stay where they are.
                worse = verdict instanceof CanaryWatch.Return;
                listener.accept(verdict);
              });
    }
  }
}
