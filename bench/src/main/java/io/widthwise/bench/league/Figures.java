package io.widthwise.bench.league;

import io.widthwise.bench.bound.Bound;
import io.widthwise.bench.league.CellResult.Fairness;
import io.widthwise.bench.league.CellResult.Key;
import io.widthwise.bench.league.CellResult.Latency;
import io.widthwise.bench.simulate.Outcomes;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.inference.schedule.QueuedFrame;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sums up what became of a scenario's frames. */
final class Figures {
  private static final double MICROS_PER_MILLI = 1e3;

  private final Scenario scenario;
  private final Outcomes outcomes;
  private final int frames;

  private Figures(Scenario scenario, Outcomes outcomes) {
    this.scenario = scenario;
    this.outcomes = outcomes;
    this.frames = outcomes.frames();
  }

  static CellResult of(Key key, String policy, Scenario scenario, Outcomes outcomes, Bound bound) {
    return new Figures(scenario, outcomes).sumUp(key, policy, bound);
  }

  private CellResult sumUp(Key key, String policy, Bound bound) {
    int hits = (int) IntStream.range(0, frames).filter(this::isHit).count();
    int[] served = IntStream.range(0, frames).filter(outcomes::isServed).toArray();
    double accuracySum =
        IntStream.range(0, frames).filter(this::isHit).mapToDouble(this::accuracy).sum();
    double accuracy = accuracySum / frames;
    return new CellResult(
        key.trace(),
        key.load(),
        key.deadlineMillis(),
        key.ladder(),
        policy,
        frames,
        (double) hits / frames,
        bound.framesInTime() == 0 ? 1 : (double) hits / bound.framesInTime(),
        accuracy,
        bound.meanAccuracy(),
        bound.meanAccuracy() == 0 ? 1 : accuracy / bound.meanAccuracy(),
        latency(served),
        hits == 0 ? null : accuracySum / hits,
        1 - (double) served.length / frames,
        meanWidth(served),
        served.length == 0
            ? null
            : Arrays.stream(served).map(outcomes::variant).average().getAsDouble(),
        (double) switches() / frames,
        fairness());
  }

  private boolean isHit(int frame) {
    return outcomes.isHit(scenario.frames().get(frame));
  }

  private double accuracy(int frame) {
    return scenario.ladder().rungs().get(outcomes.variant(frame)).accuracy();
  }

  private Latency latency(int[] served) {
    if (served.length == 0) {
      return new Latency(null, null);
    }
    long[] micros =
        Arrays.stream(served)
            .mapToLong(
                frame ->
                    outcomes.finishMicros(frame)
                        - scenario.frames().get(frame).payload().arrivalMicros())
            .sorted()
            .toArray();
    return new Latency(percentile(micros, 0.5), percentile(micros, 0.99));
  }

  private static double percentile(long[] sortedMicros, double share) {
    int rank = (int) Math.ceil(share * sortedMicros.length);
    return sortedMicros[Math.max(0, rank - 1)] / MICROS_PER_MILLI;
  }

  private Double meanWidth(int[] served) {
    double[] widths =
        scenario.ladder().rungs().stream().mapToDouble(rung -> width(rung.variant())).toArray();
    double mean =
        Arrays.stream(served)
            .mapToDouble(frame -> widths[outcomes.variant(frame)])
            .average()
            .orElse(Double.NaN);
    return Double.isNaN(mean) ? null : mean;
  }

  /** Reads the width multiplier off a variant's key, not a number where it has none. */
  private static double width(String variant) {
    int at = variant.indexOf('@');
    try {
      return at < 0 ? Double.NaN : Double.parseDouble(variant.substring(0, at));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private int switches() {
    int switches = 0;
    for (int lane = 0; lane < scenario.lanes(); lane++) {
      int first = lane;
      List<Integer> inOrderOfService =
          IntStream.iterate(first, i -> i < frames, i -> i + scenario.lanes())
              .filter(outcomes::isServed)
              .boxed()
              .sorted(Comparator.comparingLong(outcomes::finishMicros))
              .toList();
      for (int i = 1; i < inOrderOfService.size(); i++) {
        if (outcomes.variant(inOrderOfService.get(i))
            != outcomes.variant(inOrderOfService.get(i - 1))) {
          switches++;
        }
      }
    }
    return switches;
  }

  private Fairness fairness() {
    Map<String, int[]> ofCameras = new HashMap<>();
    for (int i = 0; i < frames; i++) {
      QueuedFrame<?> frame = scenario.frames().get(i);
      int[] hitsAndFrames = ofCameras.computeIfAbsent(frame.cameraId(), id -> new int[2]);
      hitsAndFrames[0] += isHit(i) ? 1 : 0;
      hitsAndFrames[1]++;
    }
    double[] rates =
        ofCameras.values().stream().mapToDouble(each -> (double) each[0] / each[1]).toArray();
    double sum = Arrays.stream(rates).sum();
    double squares = Arrays.stream(rates).map(rate -> rate * rate).sum();
    return new Fairness(
        Arrays.stream(rates).min().orElse(1),
        squares == 0 ? 1 : sum * sum / (rates.length * squares));
  }
}
