package io.widthwise.bench.league;

import io.widthwise.bench.DurationConverter;
import io.widthwise.bench.simulate.Disturbances;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for what all cells have in common. */
final class ConditionOptions {
  @Option(
      names = "--lanes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Inference threads, which frames are dealt to in turns; the bound may deal them as it likes"
              + " (default: ${DEFAULT-VALUE}).")
  private int lanes;

  @Option(
      names = "--lane-capacity",
      paramLabel = "FRAMES",
      defaultValue = "512",
      description = "Most frames that wait for a lane (default: ${DEFAULT-VALUE}).")
  private int laneCapacity;

  @Option(
      names = "--margin",
      paramLabel = "DURATION",
      defaultValue = "3ms",
      converter = DurationConverter.class,
      description =
          "How long before its deadline a frame should be done (default: ${DEFAULT-VALUE}).")
  private Duration margin;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of all chance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--profile-error",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description =
          "Times that lanes believe in when they open over true ones; 1.3 is 30 %% too high"
              + " (default: ${DEFAULT-VALUE}).")
  private double profileError;

  @Option(
      names = "--slowdown",
      description = "The host works at half its speed for two seconds in the middle of each run.")
  private boolean slowdown;

  @Option(
      names = "--stalls",
      paramLabel = "PER_SECOND",
      description = "How often a lane stands still for 3 to 40 ms (default: 1).")
  private Double stalls;

  @Option(
      names = "--calm",
      description = "Neither noise nor stalls: every frame takes exactly what the ladder says.")
  private boolean calm;

  long seed() {
    return seed;
  }

  /**
   * Returns what the options say.
   *
   * @throws IllegalArgumentException if they contradict each other or make no sense
   */
  Conditions conditions() {
    if (calm && stalls != null) {
      throw new IllegalArgumentException("--calm means no stalls; leave out it or --stalls");
    }
    Disturbances usual = calm ? Disturbances.NONE : Disturbances.USUAL;
    double stallsPerSecond = stalls == null ? usual.stallsPerSecond() : stalls;
    return new Conditions(
        lanes,
        laneCapacity,
        margin,
        new Disturbances(usual.noise(), stallsPerSecond, profileError, List.of()),
        slowdown,
        seed);
  }
}
