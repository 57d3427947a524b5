package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.ServiceTimes;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.WaitingFrames;
import java.time.Duration;

/**
 * Serves every frame with one variant, earliest deadline first: what a deployment without a ladder
 * does. Keeps no state.
 *
 * <p>A frame that is forecast to be late lets those go first that are not: without that, earliest
 * deadline first spends an overloaded lane on frames that all end a little too late (Locke, 1986).
 * A margin has no place here: there is no wide variant for it to keep a frame from.
 */
public final class FixedVariantPolicy implements VariantPolicy {
  private final int variant;
  private final Candidates candidates = new Candidates(Duration.ZERO);

  /**
   * @param variant index of the variant on the Pareto front
   */
  public FixedVariantPolicy(int variant) {
    this.variant = FixedVariant.checked(variant);
  }

  @Override
  public void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan) {
    FixedVariant.requireOf(times, variant);
    if (candidates.collect(waiting, times, variant, nowMicros, plan)) {
      plan.serve(candidates.index(0), variant);
    }
  }
}
