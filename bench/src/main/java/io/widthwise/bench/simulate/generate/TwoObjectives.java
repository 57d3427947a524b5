package io.widthwise.bench.simulate.generate;

import io.widthwise.bench.simulate.Cameras;
import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Poisson arrivals of two classes of latency objective, mixed by chance: half the frames have half
 * of the run's deadline, the others twice as much as the run's. Each camera is of one class.
 */
public final class TwoObjectives implements TraceGenerator {
  private static final double TIGHT = 0.5;
  private static final double LOOSE = 2;
  private static final int CAMERAS_OF_CLASS = Cameras.DEALT_TO / 2;

  @Override
  public List<Arrival> draw(int frames, SplittableRandom random, Duration deadline) {
    double deadlineMillis = deadline.toNanos() / 1e6;
    return new PoissonArrivals()
        .draw(frames, random, deadline).stream()
            .map(
                arrival -> {
                  boolean tight = random.nextBoolean();
                  int camera = random.nextInt(CAMERAS_OF_CLASS) + (tight ? 0 : CAMERAS_OF_CLASS);
                  return new Arrival(
                      arrival.arrivalMillis(),
                      Cameras.inTurns(camera),
                      deadlineMillis * (tight ? TIGHT : LOOSE),
                      0);
                })
            .toList();
  }
}
