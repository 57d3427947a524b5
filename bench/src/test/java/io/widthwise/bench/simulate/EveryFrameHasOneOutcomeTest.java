package io.widthwise.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.bound.Bound;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.Trace.Arrival;
import io.widthwise.inference.schedule.baseline.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link Outcomes} refuses a second outcome of a frame, and a run that leaves one without. */
class EveryFrameHasOneOutcomeTest {
  private static final List<String> UNBOUND =
      List.of("water-filling", "infaas", "slackfit", "model-switching");

  @Property(tries = 3_000)
  void whateverThePolicy(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Scenario scenario = scenario(random);
    List<String> variants = scenario.ladder().rungs().stream().map(Rung::variant).toList();
    Duration margin = Duration.ofMillis(random.nextInt(5));
    Simulator simulator = new Simulator(1 + random.nextInt(12));
    for (String policy : policies(random, variants.size())) {
      Outcomes outcomes =
          simulator.run(scenario, () -> Policies.parse(policy).create(margin, variants));
      assertThat(outcomes.frames()).isEqualTo(scenario.frames().size());
      for (int i = 0; i < outcomes.frames(); i++) {
        assertThat(outcomes.finishMicros(i))
            .as("%s ends frame %d after it began", policy, i)
            .isGreaterThanOrEqualTo(scenario.frames().get(i).payload().arrivalMicros());
      }
    }
  }

  @Property(tries = 2_000)
  void noPolicyExceedsTheBoundWhereNothingIsLeftToChance(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LadderProfile ladder = ladder(random);
    Scenario scenario =
        Scenario.draw(
            trace(random),
            0.2 + 2 * random.nextDouble(),
            Duration.ofMillis(1 + random.nextInt(20)),
            ladder,
            1 + random.nextInt(3),
            new Disturbances(0, 20 * random.nextInt(2), 1, List.of()),
            seed);
    Bound bound = ScenarioBound.of(scenario);
    List<String> variants = ladder.rungs().stream().map(Rung::variant).toList();
    for (String policy : policies(random, variants.size())) {
      Outcomes outcomes =
          new Simulator(64)
              .run(scenario, () -> Policies.parse(policy).create(Duration.ZERO, variants));
      int hits = 0;
      double accuracy = 0;
      for (int i = 0; i < outcomes.frames(); i++) {
        if (outcomes.isHit(scenario.frames().get(i))) {
          hits++;
          accuracy += ladder.rungs().get(outcomes.variant(i)).accuracy();
        }
      }
      assertThat(hits).as(policy).isLessThanOrEqualTo(bound.framesInTime());
      assertThat(accuracy).as(policy).isLessThanOrEqualTo(bound.accuracySum() + 1e-6);
    }
  }

  private static List<String> policies(SplittableRandom random, int variants) {
    List<String> policies = new ArrayList<>(UNBOUND);
    policies.add("fixed:" + random.nextInt(variants));
    policies.add("clipper:" + random.nextInt(variants));
    return policies;
  }

  private static Scenario scenario(SplittableRandom random) {
    Disturbances disturbances =
        new Disturbances(
                0.1 * random.nextInt(3),
                20 * random.nextInt(3),
                0.5 + 1.5 * random.nextDouble(),
                List.of())
            .withSlowdown(1 + random.nextInt(10_000), 20_000, 0.1 + random.nextDouble());
    return Scenario.draw(
        trace(random),
        0.1 + 3 * random.nextDouble(),
        Duration.ofMillis(1 + random.nextInt(30)),
        ladder(random),
        1 + random.nextInt(3),
        disturbances,
        random.nextLong());
  }

  private static Trace trace(SplittableRandom random) {
    List<Arrival> arrivals = new ArrayList<>();
    double millis = 0;
    int frames = 2 + random.nextInt(40);
    for (int i = 0; i < frames; i++) {
      arrivals.add(
          new Arrival(
              millis,
              Cameras.inTurns(random.nextInt(4)),
              random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 0,
              random.nextInt(3)));
      millis += random.nextInt(3) == 0 || i == 0 ? 3 * random.nextDouble() : 0;
    }
    return new Trace("made up", arrivals);
  }

  private static LadderProfile ladder(SplittableRandom random) {
    return new LadderProfile(
        "made up",
        random.nextInt(600),
        IntStream.rangeClosed(1, 1 + random.nextInt(6))
            .mapToObj(
                i ->
                    new Rung(
                        "0.%d@128/int8".formatted(i),
                        0.05 + 0.95 * random.nextDouble(),
                        50 + random.nextInt(5_000)))
            .toList());
  }
}
