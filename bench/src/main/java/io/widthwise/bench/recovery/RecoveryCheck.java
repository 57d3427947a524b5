package io.widthwise.bench.recovery;

import io.widthwise.bench.recovery.Recovery.Bucket;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.Outcomes;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.ScenarioBound;
import io.widthwise.bench.simulate.Simulator;
import io.widthwise.bench.simulate.TraceSource;
import io.widthwise.bench.simulate.generate.Generators;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.baseline.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a policy meet a change again and again, each time with other Poisson arrivals, on one lane
 * and a made-up clock, and adds up what becomes of the frames that arrive after it.
 *
 * @param ladder what rungs cost
 * @param policy name
 * @param deadline of every frame
 * @param margin how long before it a frame should be done
 * @param laneCapacity most frames that wait
 * @param runs how often
 * @param seed of the first run
 */
record RecoveryCheck(
    LadderProfile ladder,
    String policy,
    Duration deadline,
    Duration margin,
    int laneCapacity,
    int runs,
    long seed) {
  private static final double RUN_SECONDS = 6.5;
  private static final int BUCKETS = 20;

  /** Returns how {@code policy} fares at {@code load} after {@code change}. */
  Recovery of(Change change, double load) {
    int[] frames = new int[BUCKETS];
    int[] hits = new int[BUCKETS];
    int[] boundHits = new int[BUCKETS];
    for (int run = 0; run < runs; run++) {
      Scenario scenario = scenario(change, load, seed + run);
      Outcomes outcomes = new Simulator(laneCapacity).run(scenario, this::newPolicy);
      count(scenario, outcomes, change.atMillis(), frames, hits);
      countBound(scenario, change.atMillis(), boundHits);
    }
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new Bucket(frames[i], hits[i], boundHits[i]));
    }
    return new Recovery(change.name(), load, buckets);
  }

  private Scenario scenario(Change change, double load, long runSeed) {
    int frames = (int) Math.round(RUN_SECONDS * load * ladder.capacityPerSecond());
    TraceSource poisson = Generators.parse("poisson", frames, runSeed);
    return Scenario.draw(
        poisson.at(deadline), load, deadline, ladder, 1, change.disturbances(), runSeed);
  }

  private VariantPolicy newPolicy() {
    return Policies.parse(policy)
        .create(margin, ladder.rungs().stream().map(Rung::variant).toList());
  }

  private static void count(
      Scenario scenario, Outcomes outcomes, int fromMillis, int[] frames, int[] hits) {
    for (int i = 0; i < outcomes.frames(); i++) {
      long since = scenario.frames().get(i).payload().arrivalMicros() - fromMillis * 1_000L;
      int bucket = Math.toIntExact(Math.floorDiv(since, Recovery.BUCKET_MILLIS * 1_000L));
      if (bucket >= 0 && bucket < BUCKETS) {
        frames[bucket]++;
        hits[bucket] += outcomes.isHit(scenario.frames().get(i)) ? 1 : 0;
      }
    }
  }

  private static void countBound(Scenario scenario, int fromMillis, int[] boundHits) {
    int before = boundUntil(scenario, fromMillis);
    for (int i = 0; i < BUCKETS; i++) {
      int after = boundUntil(scenario, fromMillis + (i + 1) * Recovery.BUCKET_MILLIS);
      boundHits[i] += after - before;
      before = after;
    }
  }

  private static int boundUntil(Scenario scenario, int millis) {
    return ScenarioBound.of(scenario, frame -> frame.payload().arrivalMicros() < millis * 1_000L)
        .framesInTime();
  }
}
