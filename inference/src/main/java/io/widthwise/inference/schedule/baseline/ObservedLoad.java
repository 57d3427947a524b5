package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.SlidingQuantile;
import io.widthwise.inference.schedule.WaitingFrames;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a monitor that looks at a lane once in a while knows of its load: arrivals a second within
 * the last interval, and the budget that frames come with.
 *
 * <p>Frames are counted when a decision sees them for the first time. The budget is the time to the
 * deadline at that sight, a low quantile of the last frames: a controller without deadlines of
 * frames needs one objective, and a single frame that came late must not set it.
 */
final class ObservedLoad {
  private static final double BUDGET_QUANTILE = 0.05;
  private static final int BUDGET_WINDOW = 64;
  private static final double MICROS_PER_SECOND = 1e6;

  private final long intervalMicros;
  private SlidingQuantile budgets;
  private QueuedFrame<?>[] seen = new QueuedFrame<?>[16];
  private int seenCount;
  private long intervalStartMicros;
  private long arrivalsInInterval;
  private double perSecond;

  /**
   * @param interval time between two looks at the load
   */
  ObservedLoad(Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval must be positive but is " + interval);
    }
    this.intervalMicros = interval.toNanos() / 1_000;
  }

  /**
   * Counts the frames that came since the last decision.
   *
   * @return true if an interval has ended, so that it is time to look at the load again; true at
   *     the first call
   */
  boolean observe(WaitingFrames waiting, long nowMicros) {
    boolean first = budgets == null;
    if (first) {
      budgets =
          new SlidingQuantile(BUDGET_QUANTILE, BUDGET_WINDOW, budgetOf(waiting.get(0), nowMicros));
      intervalStartMicros = nowMicros;
    }
    countNew(waiting, nowMicros);
    long elapsed = nowMicros - intervalStartMicros;
    if (elapsed < intervalMicros) {
      return first;
    }
    perSecond = arrivalsInInterval * MICROS_PER_SECOND / elapsed;
    intervalStartMicros = nowMicros;
    arrivalsInInterval = 0;
    return true;
  }

  /** Remembers which of the waiting frames go on waiting, to tell the new ones next time. */
  void decided(WaitingFrames waiting, LanePlan plan) {
    if (seen.length < waiting.size()) {
      seen = new QueuedFrame<?>[Math.max(waiting.size(), 2 * seen.length)];
    }
    int kept = 0;
    int served = 0;
    int shed = 0;
    for (int i = 0; i < waiting.size(); i++) {
      if (served < plan.servedCount() && plan.servedIndex(served) == i) {
        served++;
      } else if (shed < plan.shedCount() && plan.shedIndex(shed) == i) {
        shed++;
      } else {
        seen[kept++] = waiting.get(i);
      }
    }
    Arrays.fill(seen, kept, Math.max(kept, seenCount), null);
    seenCount = kept;
  }

  /** Arrivals a second within the last whole interval; 0 before the first has ended. */
  double perSecond() {
    return perSecond;
  }

  /** Time from arrival to deadline that nearly all frames have at least. */
  long budgetMicros() {
    return (long) budgets.value();
  }

  /** Frames that waited before still wait in the same order, with new ones in between. */
  @SuppressWarnings("ReferenceEquality") // Two frames may be equal; this is about the same one.
  private void countNew(WaitingFrames waiting, long nowMicros) {
    int old = 0;
    for (int i = 0; i < waiting.size(); i++) {
      QueuedFrame<?> frame = waiting.get(i);
      if (old < seenCount && seen[old] == frame) {
        old++;
      } else {
        arrivalsInInterval++;
        budgets.add(budgetOf(frame, nowMicros));
      }
    }
  }

  private static double budgetOf(QueuedFrame<?> frame, long nowMicros) {
    return frame.deadlineMicros() - (double) nowMicros;
  }
}
