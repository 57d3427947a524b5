package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.ServiceTimes;
import io.widthwise.inference.schedule.VariantPolicy;

/** Asks a policy for one decision after another. */
final class Decision {
  private final VariantPolicy policy;
  private final ServiceTimes times;
  private final LanePlan plan = new LanePlan();

  Decision(VariantPolicy policy, ServiceTimes times) {
    this.policy = policy;
    this.times = times;
  }

  LanePlan at(long nowMicros, FrameQueue<String> queue) {
    plan.clear();
    policy.plan(queue, times, new ArrivalForecast(), nowMicros, plan);
    return plan;
  }
}
