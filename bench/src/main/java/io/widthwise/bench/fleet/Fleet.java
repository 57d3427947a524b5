package io.widthwise.bench.fleet;

import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.HostSpeed;
import io.widthwise.bench.simulate.HostSpeed.Stretch;
import io.widthwise.bench.simulate.LadderProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cameras and the lanes that serve them, drawn once, so that every routing meets the same frames on
 * the same hosts.
 *
 * @param cameras what publishes
 * @param ladder what rungs cost on these lanes
 * @param hosts one for each lane
 * @param length how long cameras publish
 * @param deadline time from a frame's arrival to its deadline
 * @param disturbances what keeps service times from being what the profile says
 * @param readsPerSecond frames that a source subtask reads at most
 * @param seed of everything that is drawn
 */
record Fleet(
    List<Camera> cameras,
    LadderProfile ladder,
    List<HostSpeed> hosts,
    Duration length,
    Duration deadline,
    Disturbances disturbances,
    double readsPerSecond,
    long seed) {
  private static final double LONGEST_RUN_OVER_END_MICROS = 1e8;

  /** What is asked of a fleet, before anything is drawn. */
  record Size(int cameras, int lanes, int slowLanes, Duration length, Duration deadline) {
    Size {
      if (lanes < 1 || slowLanes < 0 || slowLanes > lanes) {
        throw new IllegalArgumentException(
            "%d of %d lanes on slow hosts make no sense".formatted(slowLanes, lanes));
      }
      if (length.toMillis() < 1 || deadline.toMillis() < 1) {
        throw new IllegalArgumentException(
            "length and deadline must be 1 ms or more but are %s and %s"
                .formatted(length, deadline));
      }
    }
  }

  Fleet {
    cameras = List.copyOf(cameras);
    hosts = List.copyOf(hosts);
    if (!(readsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "a source must read some frames a second, not " + readsPerSecond);
    }
  }

  /**
   * Draws a fleet. Cameras have their own rates, so lanes are made as fast or slow as it takes to
   * reach the load.
   *
   * @param load rate of all cameras over what all lanes serve at most with the narrowest rung
   * @param measured ladder as measured on one core
   */
  static Fleet draw(
      Size size,
      double load,
      LadderProfile measured,
      Disturbances disturbances,
      double readsPerSecond,
      long seed) {
    if (!(load > 0)) {
      throw new IllegalArgumentException("the load must be positive but is " + load);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Camera> cameras = Camera.draw(size.cameras(), random.split());
    double rate = cameras.stream().mapToDouble(Camera::framesPerSecond).sum();
    double slowness = load * size.lanes() * measured.capacityPerSecond() / rate;
    SplittableRandom hostRandom = random.split();
    double hostMicros = size.length().toNanos() / 1e3 + LONGEST_RUN_OVER_END_MICROS;
    List<HostSpeed> hosts = new ArrayList<>();
    for (int lane = 0; lane < size.lanes(); lane++) {
      HostSpeed host = disturbances.drawHost(hostRandom, hostMicros);
      boolean slow = lane < size.slowLanes();
      hosts.add(slow ? host.times(new HostSpeed(List.of(new Stretch(0, 0.5)))) : host);
    }
    return new Fleet(
        cameras,
        measured.slowedBy(slowness),
        hosts,
        size.length(),
        size.deadline(),
        disturbances,
        readsPerSecond,
        seed);
  }

  int lanes() {
    return hosts.size();
  }

  long lengthMicros() {
    return length.toNanos() / 1_000;
  }

  long budgetMicros() {
    return deadline.toNanos() / 1_000;
  }

  /** Frames a second of all cameras. */
  double framesPerSecond() {
    return cameras.stream().mapToDouble(Camera::framesPerSecond).sum();
  }

  /** Rate of all cameras over what all lanes, were they at full speed, serve at most. */
  double load() {
    return framesPerSecond() / (lanes() * ladder.capacityPerSecond());
  }
}
