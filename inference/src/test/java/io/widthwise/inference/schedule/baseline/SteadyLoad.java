package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.LanePlan;

/** Frames that come one at a time and evenly to a lane that is free each time. */
final class SteadyLoad {
  private final Decision decision;
  private long nowMicros;

  SteadyLoad(Decision decision) {
    this.decision = decision;
  }

  /** Returns the variant of the last of {@code frames} frames. */
  int variantAfter(int frames, long gapMicros, long budgetMicros) {
    int variant = -1;
    for (int i = 0; i < frames; i++) {
      nowMicros += gapMicros;
      LanePlan plan =
          decision.at(nowMicros, Frames.queue(Frames.due("", nowMicros + budgetMicros)));
      variant = plan.variant();
    }
    return variant;
  }
}
