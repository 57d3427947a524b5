package io.widthwise.bench.bound;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small offline instances of whole arrivals, deadlines and service times. */
final class Instances {
  private record Arrival(double micros, double budgetMicros, double factor) {}

  private Instances() {}

  /** Whole times, budgets of 0 to 24 µs, lanes that stall and slow down. */
  static Arbitrary<Instance> any() {
    Arbitrary<List<Arrival>> arrivals =
        Combinators.combine(
                whole(0, 30), whole(0, 24), Arbitraries.of(1.0, 1.0, 1.0, 0.5, 1.5, 2.0))
            .as(Arrival::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(6);
    return Combinators.combine(arrivals, rungs(9), lanes())
        .as((frames, rungs, lanes) -> new Instance(framesOf(frames), rungs, lanes));
  }

  /** One budget for all, so that deadlines are in the order of arrivals. */
  static Arbitrary<Instance> inOrder() {
    return Combinators.combine(any(), whole(0, 24))
        .as(
            (instance, budget) ->
                instance.withDeadlines(
                    Arrays.stream(instance.frames().arrivalMicros())
                        .map(a -> a + budget)
                        .toArray()));
  }

  /** One lane at speed 1, all frames alike, and every rung fits into every window. */
  static Arbitrary<Instance> alike() {
    Arbitrary<List<Arrival>> arrivals =
        Combinators.combine(whole(0, 20), whole(8, 24), Arbitraries.just(1.0))
            .as(Arrival::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(6);
    return Combinators.combine(arrivals, rungs(8))
        .as((frames, rungs) -> new Instance(framesOf(frames), rungs, List.of(UnevenLane.STEADY)));
  }

  /** One lane at speed 1 and so little time that all plans can be tried. */
  static Arbitrary<Instance> tiny() {
    Arbitrary<List<Arrival>> arrivals =
        Combinators.combine(whole(0, 6), whole(0, 6), Arbitraries.of(1.0, 2.0))
            .as(Arrival::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4);
    return Combinators.combine(arrivals, rungs(6))
        .as((frames, rungs) -> new Instance(framesOf(frames), rungs, List.of(UnevenLane.STEADY)));
  }

  static Arbitrary<List<UnevenLane>> lanes() {
    return Arbitraries.of(0.0, 0.5, 1.0, 1.0, 2.0)
        .list()
        .ofMaxSize(10)
        .map(UnevenLane::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(2);
  }

  private static Arbitrary<List<OfflineRung>> rungs(int slowestMicros) {
    return Combinators.combine(
            whole(1, slowestMicros), Arbitraries.integers().between(0, 20).map(p -> p / 20.0))
        .as(OfflineRung::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static Arbitrary<Double> whole(int least, int most) {
    return Arbitraries.integers().between(least, most).map(Integer::doubleValue);
  }

  private static OfflineFrames framesOf(List<Arrival> arrivals) {
    List<Arrival> sorted =
        arrivals.stream().sorted(Comparator.comparingDouble(Arrival::micros)).toList();
    return new OfflineFrames(
        sorted.stream().mapToDouble(Arrival::micros).toArray(),
        sorted.stream().mapToDouble(arrival -> arrival.micros + arrival.budgetMicros).toArray(),
        sorted.stream().mapToDouble(Arrival::factor).toArray());
  }
}
