package io.widthwise.bench.fleet;

import io.widthwise.bench.simulate.LaneSimulation;
import io.widthwise.bench.simulate.OutcomeSink;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * A lane that keeps its outcomes until they are asked for, so that lanes may run in parallel and
 * their outcomes still come in the same order each time.
 */
final class FleetLane implements OutcomeSink {
  private static final int SHED = -1;

  private final LaneSimulation simulation;
  private final List<Outcome> outcomes = new ArrayList<>();

  private record Outcome(QueuedFrame<SimulatedFrame> frame, int variant, long atMicros) {}

  FleetLane(LaneSimulation simulation) {
    this.simulation = simulation;
  }

  void offer(QueuedFrame<SimulatedFrame> frame) {
    simulation.offer(frame);
  }

  void advance(double untilMicros) {
    simulation.advance(untilMicros, this);
  }

  /** Lets the lane die at a time. */
  void stopAt(double stopMicros) {
    simulation.stopAt(stopMicros);
  }

  /** Number of frames that the lane has not done at {@code atMicros}. */
  int outstanding(long atMicros) {
    simulation.advance(atMicros, this);
    return simulation.outstanding(atMicros);
  }

  List<QueuedFrame<SimulatedFrame>> unanswered() {
    return simulation.unanswered();
  }

  void tell(OutcomeSink sink) {
    for (Outcome outcome : outcomes) {
      if (outcome.variant() == SHED) {
        sink.shed(outcome.frame(), outcome.atMicros());
      } else {
        sink.served(outcome.frame(), outcome.variant(), outcome.atMicros());
      }
    }
    outcomes.clear();
  }

  @Override
  public void served(QueuedFrame<SimulatedFrame> frame, int variant, long finishMicros) {
    outcomes.add(new Outcome(frame, variant, finishMicros));
  }

  @Override
  public void shed(QueuedFrame<SimulatedFrame> frame, long nowMicros) {
    outcomes.add(new Outcome(frame, SHED, nowMicros));
  }
}
