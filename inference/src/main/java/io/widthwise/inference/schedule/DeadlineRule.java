package io.widthwise.inference.schedule;

import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import java.time.Duration;
import java.time.Instant;

/**
 * Computes deadlines: capture time plus budget. The time at which the broker appended the frame is
 * used instead of a capture time that cannot be right: one that is further from it than the allowed
 * skew, one after it (a frame is taken before it is appended), and one of a clock that stands still
 * or has gone back ({@link CaptureClocks}).
 */
public final class DeadlineRule {

  /**
   * A frame's deadline and how it came about.
   *
   * @param captured capture time used
   * @param clock whose clock {@code captured} is of
   * @param deadline instant by which the frame must be labelled
   */
  public record Deadline(Instant captured, CaptureClock clock, Instant deadline) {}

  /** Brokers stamp whole milliseconds, and clocks that are kept well differ by as much. */
  static final Duration RESOLUTION = Duration.ofMillis(2);

  private final LatencyBudgets budgets;
  private final Duration maxSkew;
  private final CaptureClocks clocks = new CaptureClocks();

  public DeadlineRule(LatencyBudgets budgets, Duration maxSkew) {
    if (maxSkew.isNegative()) {
      throw new IllegalArgumentException("the allowed clock skew must not be negative: " + maxSkew);
    }
    this.budgets = budgets;
    this.maxSkew = maxSkew;
  }

  /** Returns the deadline of {@code frame}, which the broker appended at {@code appended}. */
  public Deadline of(Frame frame, Instant appended) {
    Duration budget = budgets.of(frame.getCameraId(), frame.getLatencyBudgetMillis());
    Instant stated = frame.getCaptureTime();
    boolean trusted =
        clocks.goesOn(frame, appended)
            && Duration.between(stated, appended).abs().compareTo(maxSkew) <= 0
            && !stated.isAfter(appended.plus(RESOLUTION));
    Instant captured = trusted ? stated : appended;
    return new Deadline(
        captured, trusted ? CaptureClock.CAMERA : CaptureClock.BROKER, captured.plus(budget));
  }
}
