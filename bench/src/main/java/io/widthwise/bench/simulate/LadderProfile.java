package io.widthwise.bench.simulate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.inference.schedule.WorthServing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a ladder's rungs cost and gain, for the simulator.
 *
 * @param name for people
 * @param decodeMicros time to decode one frame
 * @param rungs any; those worth serving are kept, narrowest first, as a lane does
 */
public record LadderProfile(String name, double decodeMicros, List<Rung> rungs) {

  /**
   * One variant.
   *
   * @param variant its key, such as {@code 0.5@160/int8}
   * @param accuracy share of correct labels, 0 to 1
   * @param inferenceMicros median time from pixels to labels
   */
  public record Rung(
      @JsonProperty(required = true) String variant,
      @JsonProperty(required = true) double accuracy,
      @JsonProperty(required = true) double inferenceMicros) {
    public Rung {
      if (!(accuracy > 0 && accuracy <= 1) || !(inferenceMicros > 0)) {
        throw new IllegalArgumentException(
            "rung %s: accuracy must be in (0, 1] and time positive but they are %s and %s µs"
                .formatted(variant, accuracy, inferenceMicros));
      }
    }
  }

  public LadderProfile {
    if (rungs.isEmpty()) {
      throw new IllegalArgumentException("ladder %s has no rungs".formatted(name));
    }
    if (!(decodeMicros >= 0)) {
      throw new IllegalArgumentException(
          "ladder %s: decoding takes %s µs".formatted(name, decodeMicros));
    }
    rungs = worthServing(decodeMicros, paretoFront(rungs));
  }

  private static List<Rung> worthServing(double decodeMicros, List<Rung> front) {
    int narrowest =
        WorthServing.narrowest(
            front.stream().mapToDouble(Rung::accuracy).toArray(),
            front.stream().mapToDouble(rung -> decodeMicros + rung.inferenceMicros()).toArray());
    return List.copyOf(front.subList(narrowest, front.size()));
  }

  private static List<Rung> paretoFront(List<Rung> rungs) {
    List<Rung> fastestFirst = new ArrayList<>(rungs);
    fastestFirst.sort(
        Comparator.comparingDouble(Rung::inferenceMicros)
            .thenComparing(Comparator.comparingDouble(Rung::accuracy).reversed()));
    List<Rung> front = new ArrayList<>();
    for (Rung rung : fastestFirst) {
      if (front.isEmpty() || rung.accuracy() > front.get(front.size() - 1).accuracy()) {
        front.add(rung);
      }
    }
    return front;
  }

  /** Returns the same ladder on a host where everything takes {@code factor} times as long. */
  public LadderProfile slowedBy(double factor) {
    return new LadderProfile(
        name,
        decodeMicros * factor,
        rungs.stream()
            .map(rung -> new Rung(rung.variant(), rung.accuracy(), rung.inferenceMicros() * factor))
            .toList());
  }

  /** Time to decode a frame and label it with rung {@code rung}, microseconds. */
  public double serviceMicros(int rung) {
    return decodeMicros + rungs.get(rung).inferenceMicros();
  }

  /** Frames a second that one lane serves at most, all with the narrowest rung. */
  public double capacityPerSecond() {
    return 1e6 / serviceMicros(0);
  }
}
