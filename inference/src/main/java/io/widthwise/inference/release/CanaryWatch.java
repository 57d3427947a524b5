package io.widthwise.inference.release;

import io.widthwise.inference.schedule.SlidingQuantile;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a release on trial with the one that it is to replace, over the frames that one lane
 * served with each in the same time. The release is worse if
 *
 * <ul>
 *   <li>it fails on more frames (an error of the runtime, an output that is no probability),
 *   <li>it labels more of its frames after their deadline,
 *   <li>it labels fewer frames rightly, where frames carry their true label,
 * </ul>
 *
 * each beyond what chance explains ({@link Tally}), or if the median frame takes longer than {@link
 * #SLOWER} times as long as it was granted, compared with the same ratio of the old release. The
 * last finds a slow release even where it is few frames' and so makes all frames of the lane late.
 *
 * <p>Where the old release serves no frame of the lane, its failures are taken as none once the new
 * one failed on {@link #FEW_FAILURES} frames.
 *
 * <p>Time is an argument and must be monotonic. Not thread-safe: a lane has its own.
 */
public final class CanaryWatch {
  static final double SLOWER = 1.3;
  static final int FEW = 30;
  static final int FEW_FAILURES = 5;

  /** Half of it must be slow before the median is, so it takes {@link #FEW} frames. */
  private static final int WINDOW = 2 * FEW + 1;

  private final CanaryRule rule;
  private final long startedNanos;
  private final Side fresh = new Side();
  private final Side old = new Side();

  /** What one of the two releases did. */
  private static final class Side {
    private final Tally failures = new Tally();
    private final Tally late = new Tally();
    private final Tally wrong = new Tally();
    private final SlidingQuantile slowness = new SlidingQuantile(0.5, WINDOW, 1);
    private long timed;
  }

  /** What is to become of the release. */
  public sealed interface Verdict {}

  /** Serve all frames with it. */
  public record Promote(String reason) implements Verdict {}

  /** Serve all frames with the old one again. */
  public record Return(String reason) implements Verdict {}

  /**
   * @param startedNanos when the first frame may be served, by a monotonic clock
   */
  public CanaryWatch(CanaryRule rule, long startedNanos) {
    this.rule = rule;
    this.startedNanos = startedNanos;
  }

  /** True if the release on trial serves the frame. */
  public boolean includes(String cameraId, String frameId) {
    return rule.includes(cameraId, frameId);
  }

  /**
   * Tells of a frame that was labelled.
   *
   * @param onTrial true if by the release on trial
   * @param late whether its deadline had passed
   * @param slowness time that it took over the time that it was granted
   * @param right whether the label was the true one; empty if that is not known
   */
  public void served(boolean onTrial, boolean late, double slowness, Optional<Boolean> right) {
    Side side = onTrial ? fresh : old;
    side.failures.add(false);
    side.late.add(late);
    side.slowness.add(slowness);
    side.timed++;
    right.ifPresent(isRight -> side.wrong.add(!isRight));
  }

  /** Tells of a frame that the release on trial could not label. */
  public void failed() {
    fresh.failures.add(true);
  }

  /** Returns what is to be done now; empty if the trial goes on. */
  public Optional<Verdict> verdict(long nowNanos) {
    Optional<String> fault = fault();
    if (fault.isPresent()) {
      return Optional.of(new Return(fault.get()));
    }
    Duration elapsed = Duration.ofNanos(nowNanos - startedNanos);
    return rule.isOver(fresh.failures.frames(), elapsed)
        ? Optional.of(new Promote(summary(elapsed)))
        : Optional.empty();
  }

  private Optional<String> fault() {
    if (fresh.failures.isWorseThan(old.failures)
        || (old.failures.frames() == 0 && fresh.failures.faults() >= FEW_FAILURES)) {
      return Optional.of(compare("failed on", fresh.failures, old.failures));
    }
    if (fresh.late.isWorseThan(old.late)) {
      return Optional.of(compare("was late with", fresh.late, old.late));
    }
    if (fresh.wrong.isWorseThan(old.wrong)) {
      return Optional.of(compare("labelled wrongly", fresh.wrong, old.wrong));
    }
    double slowness = fresh.slowness.value();
    double usual = old.timed >= FEW ? Math.max(1, old.slowness.value()) : 1;
    if (fresh.timed >= FEW && slowness > SLOWER * usual) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "its median frame took %.2f times as long as it was granted, the earlier release's %.2f times",
              slowness,
              old.timed >= FEW ? old.slowness.value() : 1));
    }
    return Optional.empty();
  }

  private static String compare(String what, Tally fresh, Tally old) {
    return "it %s %d of %d frames, the earlier release %d of %d"
        .formatted(what, fresh.faults(), fresh.frames(), old.faults(), old.frames());
  }

  private String summary(Duration elapsed) {
    return "it served %d frames in %d s and was no worse than the earlier release"
        .formatted(fresh.failures.frames(), elapsed.toSeconds());
  }
}
