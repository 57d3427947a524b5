package io.widthwise.inference.schedule;

/**
 * Serves every frame with one variant, earliest deadline first: what a deployment without a ladder
 * does. Frames that it cannot serve in time are given up.
 */
public final class FixedVariantPolicy implements VariantPolicy {
  private final int variant;

  /**
   * @param variant index of the variant on the Pareto front
   */
  public FixedVariantPolicy(int variant) {
    this.variant = variant;
  }

  @Override
  public void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan) {
    if (variant >= times.variants()) {
      throw new IllegalStateException(
          "variant %d is fixed but the ladder has only %d".formatted(variant, times.variants()));
    }
    for (int i = 0; i < waiting.size(); i++) {
      QueuedFrame<?> frame = waiting.get(i);
      if (nowMicros + times.leastMicros(variant, frame) > frame.deadlineMicros()) {
        plan.shed(i);
      } else if (!plan.serves()) {
        plan.serve(i, variant);
      }
    }
  }
}
