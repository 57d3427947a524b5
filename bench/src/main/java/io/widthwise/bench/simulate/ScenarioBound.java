package io.widthwise.bench.simulate;

import io.widthwise.bench.bound.Bound;
import io.widthwise.bench.bound.Capacity;
import io.widthwise.bench.bound.ClairvoyantBound;
import io.widthwise.bench.bound.OfflineFrames;
import io.widthwise.bench.bound.OfflineRung;
import io.widthwise.inference.schedule.QueuedFrame;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What no policy can exceed in a scenario, by {@link ClairvoyantBound}.
 *
 * <p>The clairvoyant knows every arrival, deadline, stall and change of speed ahead, and may move
 * frames between lanes. It does not know how much longer than usual a single frame takes before it
 * has served it, as no one can: it reckons every frame with the mean of the factors that were
 * drawn. So this is an upper bound in expectation; chance may let a policy exceed it by a trifle in
 * one scenario. With {@link Disturbances#NONE} there is no such chance.
 */
public final class ScenarioBound {
  private ScenarioBound() {}

  /** Returns the bound of all frames. */
  public static Bound of(Scenario scenario) {
    return of(scenario, frame -> true);
  }

  /** Returns the bound of some of the frames, as if no others came. */
  public static Bound of(Scenario scenario, Predicate<QueuedFrame<SimulatedFrame>> which) {
    List<QueuedFrame<SimulatedFrame>> frames = scenario.frames().stream().filter(which).toList();
    double[] factors = new double[frames.size()];
    Arrays.fill(
        factors,
        scenario.frames().stream()
            .mapToDouble(frame -> frame.payload().serviceFactor())
            .average()
            .orElse(1));
    return ClairvoyantBound.of(
        new OfflineFrames(
            frames.stream().mapToDouble(frame -> frame.payload().arrivalMicros()).toArray(),
            frames.stream().mapToDouble(QueuedFrame::deadlineMicros).toArray(),
            factors),
        rungs(scenario.ladder()),
        new Lanes(scenario.hosts()));
  }

  private static List<OfflineRung> rungs(LadderProfile ladder) {
    return IntStream.range(0, ladder.rungs().size())
        .mapToObj(
            rung ->
                new OfflineRung(ladder.serviceMicros(rung), ladder.rungs().get(rung).accuracy()))
        .toList();
  }

  private record Lanes(List<HostSpeed> hosts) implements Capacity {
    @Override
    public double workUntil(double timeMicros) {
      double work = 0;
      for (HostSpeed host : hosts) {
        work += host.workUntil(timeMicros);
      }
      return work;
    }

    @Override
    public double workOfOneFrame(double fromMicros, double toMicros) {
      double most = 0;
      for (HostSpeed host : hosts) {
        most = Math.max(most, host.workUntil(toMicros) - host.workUntil(fromMicros));
      }
      return most;
    }
  }
}
