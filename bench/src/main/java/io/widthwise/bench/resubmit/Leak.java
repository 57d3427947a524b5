package io.widthwise.bench.resubmit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.bench.footprint.TheilSen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether what a process holds grows from job to job.
 *
 * @param process name
 * @param held what is looked at
 * @param before the first job
 * @param first after the first job
 * @param last after the last job
 * @param perRound what a job adds, by {@link TheilSen}, over the last three quarters of the rounds:
 *     compilers and caches settle in the first
 * @param mayAddPerRound what it may add
 */
record Leak(
    String process,
    Held held,
    double before,
    double first,
    double last,
    double perRound,
    double mayAddPerRound) {
  private static final double LEFT_OUT = 0.25;

  static List<Leak> of(Map<String, List<Round>> rounds) {
    List<Leak> leaks = new ArrayList<>();
    rounds.forEach(
        (process, each) -> {
          for (Held held : Held.values()) {
            leaks.add(of(process, held, each));
          }
        });
    return List.copyOf(leaks);
  }

  static Leak of(String process, Held held, List<Round> rounds) {
    List<Round> counted =
        rounds.stream().filter(round -> round.round() > LEFT_OUT * (rounds.size() - 1)).toList();
    return new Leak(
        process,
        held,
        held.of(rounds.get(0)),
        held.of(rounds.get(1)),
        held.of(rounds.get(rounds.size() - 1)),
        TheilSen.slope(
            counted.stream().mapToDouble(Round::round).toArray(),
            counted.stream().mapToDouble(held::of).toArray()),
        held.mayAddPerRound());
  }

  @JsonProperty
  boolean leaks() {
    return perRound > mayAddPerRound;
  }
}
