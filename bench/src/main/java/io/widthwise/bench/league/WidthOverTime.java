package io.widthwise.bench.league;

import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.Outcomes;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.Simulator;
import io.widthwise.bench.simulate.TraceSource;
import io.widthwise.inference.schedule.baseline.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a policy served frames with as the load came and went.
 *
 * @param rungs keys of the ladder's variants, narrowest first
 * @param stretches equally long, one after another
 * @param stretchMillis length of each
 */
public record WidthOverTime(List<String> rungs, List<Stretch> stretches, double stretchMillis) {

  /**
   * The frames that arrive in one stretch of time.
   *
   * @param load their number over what the lanes can serve meanwhile with the narrowest rung
   * @param hitsOfRung how many each rung labelled in time
   * @param missed how many were late or given up
   */
  public record Stretch(double load, List<Integer> hitsOfRung, int missed) {}

  /** Plays {@code policy} in one cell and looks at it in {@code count} stretches. */
  public static WidthOverTime of(
      Conditions conditions,
      TraceSource trace,
      double load,
      Duration deadline,
      LadderProfile ladder,
      String policy,
      int count) {
    List<String> rungs = ladder.rungs().stream().map(Rung::variant).toList();
    Scenario scenario = conditions.draw(trace.at(deadline), load, deadline, ladder);
    Outcomes outcomes =
        new Simulator(conditions.laneCapacity())
            .run(scenario, () -> Policies.parse(policy).create(conditions.margin(), rungs));
    double lengthMicros = (arrival(scenario, outcomes.frames() - 1) + 1.0) / count;
    int[][] hits = new int[count][rungs.size()];
    int[] missed = new int[count];
    int[] arrived = new int[count];
    for (int frame = 0; frame < outcomes.frames(); frame++) {
      int at = (int) (arrival(scenario, frame) / lengthMicros);
      arrived[at]++;
      if (outcomes.isHit(scenario.frames().get(frame))) {
        hits[at][outcomes.variant(frame)]++;
      } else {
        missed[at]++;
      }
    }
    double capacity = scenario.lanes() * ladder.capacityPerSecond() * lengthMicros / 1e6;
    List<Stretch> stretches = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      List<Integer> ofRung = Arrays.stream(hits[at]).boxed().toList();
      stretches.add(new Stretch(arrived[at] / capacity, ofRung, missed[at]));
    }
    return new WidthOverTime(rungs, stretches, lengthMicros / 1e3);
  }

  private static long arrival(Scenario scenario, int frame) {
    return scenario.frames().get(frame).payload().arrivalMicros();
  }
}
