package io.widthwise.bench.simulate;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.LatencyProfile;
import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * One lane on a made-up clock: the queue, forecast, profile and policy of production; only service
 * is made up. Frames that find the queue full wait where they came from, in order, as they do in
 * Kafka.
 *
 * <p>It may be given all its frames at once ({@link #run}) or step by step ({@link #offer}, {@link
 * #advance}), and it may die ({@link #stopAt}).
 */
public final class LaneSimulation {
  private final LadderProfile ladder;
  private final HostSpeed host;
  private final VariantPolicy policy;
  private final LatencyProfile profile;
  private final FrameQueue<SimulatedFrame> queue;
  private final ArrivalForecast forecast = new ArrivalForecast();
  private final LanePlan plan = new LanePlan();
  private final List<QueuedFrame<SimulatedFrame>> served = new ArrayList<>();
  private final List<QueuedFrame<SimulatedFrame>> shed = new ArrayList<>();
  private final Queue<QueuedFrame<SimulatedFrame>> underWay = new ArrayDeque<>();
  private final List<QueuedFrame<SimulatedFrame>> cutOff = new ArrayList<>();
  private double nowMicros;
  private double stopMicros = Double.POSITIVE_INFINITY;

  /**
   * @param ladder what the rungs truly cost and gain
   * @param host speed of the lane's host
   * @param profileError claimed over true inference time in the profile that the lane starts with
   * @param queueCapacity most frames that wait for the lane
   */
  public LaneSimulation(
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
  public void run(List<QueuedFrame<SimulatedFrame>> frames, OutcomeSink outcomes) {
    frames.forEach(this::offer);
    advance(Double.POSITIVE_INFINITY, outcomes);
  }

  /** Sends a frame to the lane, which arrives no earlier than those sent before. */
  public void offer(QueuedFrame<SimulatedFrame> frame) {
    underWay.add(frame);
  }

  /**
   * Takes all decisions that fall before {@code untilMicros}; frames that arrive before it must
   * have been offered. What the last of them serves may end later.
   */
  public void advance(double untilMicros, OutcomeSink outcomes) {
    double limitMicros = Math.min(untilMicros, stopMicros);
    while (queue.size() > 0 || !underWay.isEmpty()) {
      double decisionMicros =
          queue.size() > 0
              ? nowMicros
              : Math.max(nowMicros, underWay.element().payload().arrivalMicros());
      if (decisionMicros >= limitMicros) {
        return;
      }
      nowMicros = decisionMicros;
      admit();
      decide(outcomes);
    }
  }

  /**
   * Lets the lane die: what it would answer later than {@code stopMicros} has no outcome from it.
   */
  public void stopAt(double stopMicros) {
    this.stopMicros = stopMicros;
  }

  /** Returns the frames that were sent to the lane and have no outcome from it. */
  public List<QueuedFrame<SimulatedFrame>> unanswered() {
    List<QueuedFrame<SimulatedFrame>> unanswered = new ArrayList<>(cutOff);
    for (int i = 0; i < queue.size(); i++) {
      unanswered.add(queue.get(i));
    }
    unanswered.addAll(underWay);
    return unanswered;
  }

  /** Number of frames at the lane that are not done at {@code atMicros}, to which it advanced. */
  public int outstanding(double atMicros) {
    return queue.size() + underWay.size() + (nowMicros > atMicros ? 1 : 0);
  }

  private void decide(OutcomeSink outcomes) {
    plan.clear();
    policy.plan(queue, profile, forecast, (long) nowMicros, plan);
    queue.take(plan, served, shed);
    if (served.isEmpty() && shed.isEmpty()) {
      throw new IllegalStateException(
          policy.getClass().getSimpleName() + " neither serves nor sheds while frames wait");
    }
    for (QueuedFrame<SimulatedFrame> frame : shed) {
      outcomes.shed(frame, (long) nowMicros);
    }
    for (QueuedFrame<SimulatedFrame> frame : served) {
      serve(frame, plan.variant());
      if (nowMicros > stopMicros) {
        cutOff.add(frame);
      } else {
        outcomes.served(frame, plan.variant(), (long) Math.ceil(nowMicros));
      }
    }
  }

  private void admit() {
    while (!underWay.isEmpty() && underWay.element().payload().arrivalMicros() <= nowMicros) {
      if (!queue.offer(underWay.element())) {
        return;
      }
      forecast.arrived(underWay.remove().payload().arrivalMicros());
    }
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
