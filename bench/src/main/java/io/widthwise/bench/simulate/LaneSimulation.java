package io.widthwise.bench.simulate;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.LatencyProfile;
import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * One lane on a made-up clock: the queue, forecast, profile and policy of production; only service
 * is made up. Frames that find the queue full wait where they came from, in order, as they do in
 * Kafka.
 */
final class LaneSimulation {
  private final LadderProfile ladder;
  private final HostSpeed host;
  private final VariantPolicy policy;
  private final LatencyProfile profile;
  private final FrameQueue<SimulatedFrame> queue;
  private final ArrivalForecast forecast = new ArrivalForecast();
  private final LanePlan plan = new LanePlan();
  private final List<QueuedFrame<SimulatedFrame>> served = new ArrayList<>();
  private final List<QueuedFrame<SimulatedFrame>> shed = new ArrayList<>();
  private double nowMicros;

  LaneSimulation(
      LadderProfile ladder,
      HostSpeed host,
      double profileError,
      VariantPolicy policy,
      int queueCapacity) {
    this.ladder = ladder;
    this.host = host;
    this.policy = policy;
    this.queue = new FrameQueue<>(queueCapacity);
    this.profile =
        new LatencyProfile(
            ladder.rungs().stream()
                .map(
                    rung ->
                        new VariantTimes(rung.accuracy(), rung.inferenceMicros() * profileError))
                .toList(),
            profileError * ladder.decodeMicros() * 1e3 / Scenario.PIXELS,
            (variant, frame) -> 0);
  }

  /** Serves or sheds every frame, which must come in the order of arrival. */
  void run(List<QueuedFrame<SimulatedFrame>> frames, Outcomes outcomes) {
    int next = 0;
    while (next < frames.size() || queue.size() > 0) {
      if (queue.size() == 0) {
        nowMicros = Math.max(nowMicros, frames.get(next).payload().arrivalMicros());
      }
      next = admit(frames, next);
      plan.clear();
      policy.plan(queue, profile, forecast, (long) nowMicros, plan);
      queue.take(plan, served, shed);
      if (served.isEmpty() && shed.isEmpty()) {
        throw new IllegalStateException(
            policy.getClass().getSimpleName() + " neither serves nor sheds while frames wait");
      }
      for (QueuedFrame<SimulatedFrame> frame : shed) {
        outcomes.shed(frame.payload(), (long) nowMicros);
      }
      for (QueuedFrame<SimulatedFrame> frame : served) {
        serve(frame, plan.variant());
        outcomes.served(frame.payload(), plan.variant(), (long) Math.ceil(nowMicros));
      }
    }
  }

  private int admit(List<QueuedFrame<SimulatedFrame>> frames, int first) {
    int next = first;
    while (next < frames.size() && frames.get(next).payload().arrivalMicros() <= nowMicros) {
      if (!queue.offer(frames.get(next))) {
        break;
      }
      forecast.arrived(frames.get(next).payload().arrivalMicros());
      next++;
    }
    return next;
  }

  private void serve(QueuedFrame<SimulatedFrame> frame, int variant) {
    double factor = frame.payload().serviceFactor();
    double decode = ladder.decodeMicros() * factor;
    double inference = ladder.rungs().get(variant).inferenceMicros() * factor;
    double finish = host.finishMicros(nowMicros, decode + inference);
    double stretch = (finish - nowMicros) / (decode + inference);
    profile.observe(variant, frame, Math.round(decode * stretch), Math.round(inference * stretch));
    policy.served(frame, variant, (long) nowMicros, (long) finish);
    nowMicros = finish;
  }
}
