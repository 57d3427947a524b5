package io.widthwise.inference.schedule;

import io.widthwise.inference.schedule.DecisionExplanation.Rung;
import io.widthwise.schemas.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Explains decisions of one lane, on its thread and before the lane learns from serving the frame,
 * so that predictions are still those that the decision saw. It looks at the outcome and the
 * grounds alone, so it explains any policy, and what it cannot tell from them it calls {@link
 * Verdict#PASSED_OVER}.
 *
 * <p>A rung that was not chosen is held, in this order, against
 *
 * <ol>
 *   <li>the frame's own slack: predicted &gt; deadline - now - margin is {@link
 *       Verdict#OVER_SLACK};
 *   <li>the share: predicted &gt; share is {@link Verdict#OVER_SHARE};
 *   <li>the chosen rung: one below it is {@link Verdict#NARROWER}.
 * </ol>
 */
public final class DecisionExplainer {
  private static final int NONE = -1;

  private final List<String> names;
  private final ServiceTimes times;
  private final long marginMicros;

  /**
   * @param names keys of the variants, in the order of {@code times}
   * @param times what the lane's policy decides by
   * @param margin how long before its deadline a frame should be done
   */
  public DecisionExplainer(List<String> names, ServiceTimes times, Duration margin) {
    if (names.size() != times.variants()) {
      throw new IllegalArgumentException(
          "%d names for %d variants".formatted(names.size(), times.variants()));
    }
    this.names = List.copyOf(names);
    this.times = times;
    this.marginMicros = margin.toNanos() / 1_000;
  }

  /** Explains why {@code frame} was served with {@code variant} at {@code nowMicros}. */
  public DecisionExplanation served(
      QueuedFrame<?> frame, int variant, DecisionGrounds grounds, long nowMicros) {
    return explain(frame, variant, grounds, nowMicros);
  }

  /** Explains why {@code frame} was given up at {@code nowMicros}. */
  public DecisionExplanation shed(QueuedFrame<?> frame, DecisionGrounds grounds, long nowMicros) {
    return explain(frame, NONE, grounds, nowMicros);
  }

  private DecisionExplanation explain(
      QueuedFrame<?> frame, int chosen, DecisionGrounds grounds, long nowMicros) {
    long slackMicros = frame.deadlineMicros() - nowMicros;
    // The share is that of the frame served; one given up was granted none.
    OptionalDouble share = chosen == NONE ? OptionalDouble.empty() : known(grounds.shareMicros());
    List<Rung> rungs = new ArrayList<>(names.size());
    for (int variant = 0; variant < names.size(); variant++) {
      long predicted = times.predictMicros(variant, frame);
      rungs.add(
          new Rung(
              names.get(variant),
              predicted,
              verdict(variant, chosen, predicted, slackMicros - marginMicros, share)));
    }
    boolean queueKnown = grounds.waiting() > 0;
    return new DecisionExplanation(
        slackMicros,
        marginMicros,
        times.leastMicros(0, frame),
        share,
        queueKnown ? OptionalInt.of(grounds.waiting()) : OptionalInt.empty(),
        queueKnown ? OptionalInt.of(grounds.feasible()) : OptionalInt.empty(),
        known(grounds.framesExpected()),
        rungs);
  }

  private static Verdict verdict(
      int variant, int chosen, long predicted, long slackMicros, OptionalDouble share) {
    if (variant == chosen) {
      return Verdict.CHOSEN;
    }
    if (predicted > slackMicros) {
      return Verdict.OVER_SLACK;
    }
    if (predicted > share.orElse(Double.POSITIVE_INFINITY)) {
      return Verdict.OVER_SHARE;
    }
    return variant < chosen ? Verdict.NARROWER : Verdict.PASSED_OVER;
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
