package io.widthwise.bench.simulate;

import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs a policy through a scenario. Frames go to lanes in turns, as Flink's rebalance sends them.
 */
public final class Simulator {
  private final int queueCapacity;

  /**
   * @param queueCapacity most frames that wait for a lane
   */
  public Simulator(int queueCapacity) {
    this.queueCapacity = queueCapacity;
  }

  /**
   * Runs the scenario.
   *
   * @param policies makes the policy of each lane
   */
  public Outcomes run(Scenario scenario, Supplier<VariantPolicy> policies) {
    Outcomes outcomes = new Outcomes(scenario.frames().size());
    for (int lane = 0; lane < scenario.lanes(); lane++) {
      List<QueuedFrame<SimulatedFrame>> ofLane = new ArrayList<>();
      for (int i = lane; i < scenario.frames().size(); i += scenario.lanes()) {
        ofLane.add(scenario.frames().get(i));
      }
      new LaneSimulation(
              scenario.ladder(),
              scenario.hosts().get(lane),
              scenario.profileError(),
              policies.get(),
              queueCapacity)
          .run(ofLane, outcomes);
    }
    outcomes.requireComplete();
    return outcomes;
  }
}
