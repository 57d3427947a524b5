package io.widthwise.inference.schedule;

import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import java.time.Duration;
import java.time.Instant;

/**
 * Computes deadlines: capture time plus budget. A capture time further from the time at which the
 * broker appended the frame than the allowed skew is taken for a wrong clock, and the append time
 * is used instead.
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

  private final LatencyBudgets budgets;
  private final Duration maxSkew;

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
    boolean trusted = Duration.between(stated, appended).abs().compareTo(maxSkew) <= 0;
    Instant captured = trusted ? stated : appended;
    return new Deadline(
        captured, trusted ? CaptureClock.CAMERA : CaptureClock.BROKER, captured.plus(budget));
  }
}
