package io.widthwise.bench.league;

import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.Trace;
import java.time.Duration;

/**
 * What is the same for all cells of a league.
 *
 * @param lanes inference threads, which frames are dealt to in turns
 * @param laneCapacity most frames that wait for a lane
 * @param margin how long before its deadline a policy wants a frame done
 * @param disturbances of service times
 * @param slowdown whether the host works at half its speed for two seconds in the middle of a run
 * @param seed of all chance
 */
public record Conditions(
    int lanes,
    int laneCapacity,
    Duration margin,
    Disturbances disturbances,
    boolean slowdown,
    long seed) {
  private static final double SLOW_MICROS = 2e6;
  private static final double SLOW_SPEED = 0.5;

  public Conditions {
    if (lanes < 1 || laneCapacity < 1) {
      throw new IllegalArgumentException(
          "lanes and their capacity must be at least 1 but are %d and %d"
              .formatted(lanes, laneCapacity));
    }
  }

  /** Returns the scenario of a cell. */
  public Scenario draw(Trace trace, double load, Duration deadline, LadderProfile ladder) {
    Disturbances all = disturbances;
    if (slowdown) {
      double fps = load * lanes * ladder.capacityPerSecond();
      double middleMicros = trace.arrivals().size() / fps / 2 * 1e6;
      all = disturbances.withSlowdown(middleMicros, middleMicros + SLOW_MICROS, SLOW_SPEED);
    }
    return Scenario.draw(trace, load, deadline, ladder, lanes, all, seed);
  }
}
