package io.widthwise.bench.fleet;

import io.widthwise.bench.bound.ConcaveEnvelope;
import io.widthwise.bench.bound.OfflineRung;
import io.widthwise.bench.simulate.HostSpeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Accuracy over all frames that no schedule of a fleet exceeds: all lanes' work of the whole run in
 * one pot, which frames share regardless of when they come and what is due when.
 *
 * <p>A frame of service factor phi counts at most {@code f(x / phi)} for x of work, f the concave
 * envelope of the rungs. The work that lanes do while they live is spent where it gains most:
 * segments of the envelopes of all frames in the order of gain over work. It is loose where frames
 * wait for tasks to start again, since those are lost to any schedule.
 */
final class FluidBound {
  private FluidBound() {}

  private record Segment(double workMicros, double gain) {
    double slope() {
      return gain / workMicros;
    }
  }

  /**
   * @param phases when how many lanes live
   * @param framesOfFactor number of frames of each service factor
   */
  static double accuracy(Fleet fleet, List<Phase> phases, Map<Double, Long> framesOfFactor) {
    long frames = framesOfFactor.values().stream().mapToLong(Long::longValue).sum();
    double restMicros = workMicros(fleet, phases);
    double sum = 0;
    for (Segment segment : steepestFirst(fleet, framesOfFactor)) {
      double taken = Math.min(restMicros, segment.workMicros());
      sum += taken * segment.slope();
      restMicros -= taken;
    }
    return frames == 0 ? 0 : sum / frames;
  }

  private static List<Segment> steepestFirst(Fleet fleet, Map<Double, Long> framesOfFactor) {
    List<OfflineRung> rungs = new ArrayList<>();
    for (int rung = 0; rung < fleet.ladder().rungs().size(); rung++) {
      rungs.add(
          new OfflineRung(
              fleet.ladder().serviceMicros(rung), fleet.ladder().rungs().get(rung).accuracy()));
    }
    ConcaveEnvelope envelope = ConcaveEnvelope.of(rungs);
    List<Segment> segments = new ArrayList<>();
    framesOfFactor.forEach(
        (factor, frames) -> {
          for (int k = 0; k < envelope.segments(); k++) {
            double length = envelope.lengthMicros(k);
            segments.add(
                new Segment(frames * factor * length, frames * envelope.slope(k) * length));
          }
        });
    segments.sort(Comparator.comparingDouble(Segment::slope).reversed());
    return segments;
  }

  private static double workMicros(Fleet fleet, List<Phase> phases) {
    long lastDeadline = fleet.lengthMicros() + fleet.budgetMicros();
    double work = 0;
    for (Phase phase : phases) {
      double from = Math.min(lastDeadline, phase.startMicros());
      double to = Math.min(lastDeadline, phase.endMicros());
      for (HostSpeed host : fleet.hosts().subList(0, phase.live())) {
        work += host.workUntil(to) - host.workUntil(from);
      }
    }
    return work;
  }
}
