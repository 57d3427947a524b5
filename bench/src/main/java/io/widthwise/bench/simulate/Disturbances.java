package io.widthwise.bench.simulate;

import io.widthwise.bench.simulate.HostSpeed.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What keeps service times from being what the profile says.
 *
 * <p>The default is after five minutes of one fixed frame on a machine with two virtual cores: the
 * 99th percentile of service time was 1.4 times the median, the 99.9th 5 ms, the 99.99th 8.5 ms and
 * the worst 40 ms above it, and the machine was the cause, not the program.
 *
 * @param noise standard deviation of the logarithm of a frame's service time
 * @param stallsPerSecond how often a lane stands still
 * @param profileError measured over true inference time of every variant; 1.3 is a profile that
 *     claims 30 % too much
 * @param slowdowns times at which the host changes its speed
 */
public record Disturbances(
    double noise, double stallsPerSecond, double profileError, List<Stretch> slowdowns) {
  private static final double SHORTEST_STALL_MICROS = 3_000;
  private static final double LONGEST_STALL_MICROS = 40_000;
  private static final double STALL_TAIL = 2.2;

  /** Few values, so that the clairvoyant bound can take each frame's own into account. */
  private static final int NOISE_VALUES = 8;

  /** Standard normal quantiles at the middles of {@link #NOISE_VALUES} equal shares. */
  private static final double[] NORMAL_QUANTILES = {
    -1.5341, -0.8871, -0.4888, -0.1573, 0.1573, 0.4888, 0.8871, 1.5341
  };

  private static final double SHARE_OF_SLOW_FRAMES = 0.015;
  private static final double SLOW_FRAME = 1.4;

  public static final Disturbances NONE = new Disturbances(0, 0, 1, List.of());

  public static final Disturbances USUAL = new Disturbances(0.06, 1, 1, List.of());

  public Disturbances {
    slowdowns = List.copyOf(slowdowns);
    if (!(noise >= 0) || !(stallsPerSecond >= 0) || !(profileError > 0)) {
      throw new IllegalArgumentException(
          "noise %s, stalls a second %s and profile error %s must be 0 or more, 0 or more and positive"
              .formatted(noise, stallsPerSecond, profileError));
    }
  }

  public Disturbances withProfileError(double error) {
    return new Disturbances(noise, stallsPerSecond, error, slowdowns);
  }

  /** Returns these with a host that works at {@code speed} between two times. */
  public Disturbances withSlowdown(double fromMicros, double toMicros, double speed) {
    return new Disturbances(
        noise,
        stallsPerSecond,
        profileError,
        List.of(new Stretch(0, 1), new Stretch(fromMicros, speed), new Stretch(toMicros, 1)));
  }

  /** Draws how much longer than the median a frame takes with any variant. */
  public double drawServiceFactor(SplittableRandom random) {
    if (noise == 0) {
      return 1;
    }
    if (random.nextDouble() < SHARE_OF_SLOW_FRAMES) {
      return SLOW_FRAME;
    }
    return Math.exp(noise * NORMAL_QUANTILES[random.nextInt(NOISE_VALUES)]);
  }

  /** Draws the speed of one lane's host from 0 to {@code lengthMicros}; steady from then on. */
  public HostSpeed drawHost(SplittableRandom random, double lengthMicros) {
    HostSpeed host = new HostSpeed(slowdowns.isEmpty() ? List.of(new Stretch(0, 1)) : slowdowns);
    return stallsPerSecond == 0 ? host : host.times(new HostSpeed(stalls(random, lengthMicros)));
  }

  private List<Stretch> stalls(SplittableRandom random, double lengthMicros) {
    List<Stretch> stretches = new ArrayList<>();
    stretches.add(new Stretch(0, 1));
    double at = 0;
    while (true) {
      at += -Math.log(1 - random.nextDouble()) * 1e6 / stallsPerSecond;
      if (at >= lengthMicros) {
        return stretches;
      }
      double length = SHORTEST_STALL_MICROS * Math.pow(1 - random.nextDouble(), -1 / STALL_TAIL);
      stretches.add(new Stretch(at, 0));
      at += Math.min(LONGEST_STALL_MICROS, length);
      stretches.add(new Stretch(at, 1));
    }
  }
}
