package io.widthwise.bench.simulate;

import io.widthwise.bench.simulate.Trace.Arrival;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.schemas.FrameEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that a run is given, drawn once, so that every policy meets the same frames on the
 * same hosts.
 *
 * @param ladder what the rungs truly cost and gain
 * @param frames in the order of their arrival
 * @param hosts one for each lane
 * @param profileError claimed over true inference time in the profile that lanes start with
 */
public record Scenario(
    LadderProfile ladder,
    List<QueuedFrame<SimulatedFrame>> frames,
    List<HostSpeed> hosts,
    double profileError) {
  /** Width of a frame, pixels. */
  public static final int WIDTH = 640;

  /** Height of a frame, pixels. */
  public static final int HEIGHT = 480;

  private static final double LONGEST_RUN_OVER_LAST_ARRIVAL_MICROS = 1e7;

  /** Pixels of a frame. */
  static final int PIXELS = WIDTH * HEIGHT;

  public Scenario {
    frames = List.copyOf(frames);
    hosts = List.copyOf(hosts);
  }

  /**
   * Draws a scenario.
   *
   * @param load mean rate over what the lanes serve at most with the narrowest rung
   * @param deadline budget of frames that have none of their own
   */
  public static Scenario draw(
      Trace trace,
      double load,
      Duration deadline,
      LadderProfile ladder,
      int lanes,
      Disturbances disturbances,
      long seed) {
    if (!(load > 0) || lanes < 1) {
      throw new IllegalArgumentException(
          "load and lanes must be positive but are %s and %d".formatted(load, lanes));
    }
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom hostRandom = random.split();
    Trace scaled = trace.atRate(load * lanes * ladder.capacityPerSecond());
    List<QueuedFrame<SimulatedFrame>> frames = new ArrayList<>(scaled.arrivals().size());
    double lastMicros = 0;
    for (Arrival arrival : scaled.arrivals()) {
      long arrivalMicros = Math.round(arrival.arrivalMillis() * 1e3);
      long budgetMicros =
          arrival.budgetMillis() > 0
              ? Math.round(arrival.budgetMillis() * 1e3)
              : deadline.toNanos() / 1_000;
      lastMicros = arrivalMicros;
      frames.add(
          new QueuedFrame<>(
              new SimulatedFrame(
                  frames.size(), arrivalMicros, disturbances.drawServiceFactor(random)),
              arrival.camera(),
              arrivalMicros + budgetMicros,
              arrival.priority(),
              WIDTH,
              HEIGHT,
              FrameEncoding.JPEG));
    }
    List<HostSpeed> hosts = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      hosts.add(
          disturbances.drawHost(hostRandom, lastMicros + LONGEST_RUN_OVER_LAST_ARRIVAL_MICROS));
    }
    return new Scenario(ladder, frames, hosts, disturbances.profileError());
  }

  /** Number of lanes. */
  public int lanes() {
    return hosts.size();
  }
}
