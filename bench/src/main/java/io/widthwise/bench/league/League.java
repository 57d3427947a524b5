package io.widthwise.bench.league;

import io.widthwise.bench.bound.Bound;
import io.widthwise.bench.league.CellResult.Key;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.Outcomes;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.ScenarioBound;
import io.widthwise.bench.simulate.Simulator;
import io.widthwise.bench.simulate.TraceSource;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.baseline.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets policies meet: every trace at every load, with every deadline and ladder. In a cell all
 * policies get the same frames, service times and stalls, and are measured by the same bound.
 */
final class League {
  private final Conditions conditions;
  private final List<Fixture> fixtures = new ArrayList<>();

  /** A cell and those who meet there. */
  private record Fixture(
      TraceSource trace,
      double load,
      Duration deadline,
      LadderProfile ladder,
      List<String> policies) {
    Key key() {
      return new Key(trace.name(), load, deadline.toMillis(), ladder.name());
    }
  }

  /**
   * @param policies names as {@link PolicyNames} understands them
   * @throws IllegalArgumentException if a policy does not exist or does not go with a ladder
   */
  League(
      Conditions conditions,
      List<TraceSource> traces,
      List<Double> loads,
      List<Duration> deadlines,
      List<LadderProfile> ladders,
      List<String> policies) {
    this.conditions = conditions;
    for (LadderProfile ladder : ladders) {
      List<String> names = PolicyNames.on(ladder, policies);
      names.forEach(name -> create(name, ladder));
      for (TraceSource trace : traces) {
        for (Duration deadline : deadlines) {
          for (double load : loads) {
            fixtures.add(new Fixture(trace, load, deadline, ladder, names));
          }
        }
      }
    }
  }

  /** Number of results there will be. */
  int size() {
    return fixtures.stream().mapToInt(fixture -> fixture.policies().size()).sum();
  }

  /**
   * Plays everything.
   *
   * @param threads cells played at once
   * @param played called by any thread after each policy in each cell
   * @return results in the order of ladders, traces, deadlines, loads and policies
   */
  List<CellResult> play(int threads, Runnable played) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<CellResult>>> cells = new ArrayList<>();
      for (Fixture fixture : fixtures) {
        cells.add(pool.submit(() -> play(fixture, played)));
      }
      List<CellResult> results = new ArrayList<>(size());
      for (Future<List<CellResult>> cell : cells) {
        results.addAll(cell.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private List<CellResult> play(Fixture fixture, Runnable played) {
    Scenario scenario = scenario(fixture);
    Bound bound = ScenarioBound.of(scenario);
    List<CellResult> results = new ArrayList<>();
    for (String policy : fixture.policies()) {
      try {
        Outcomes outcomes = run(scenario, policy);
        results.add(Figures.of(fixture.key(), policy, scenario, outcomes, bound));
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "policy %s failed on %s: %s".formatted(policy, fixture.key(), e.getMessage()), e);
      }
      played.run();
    }
    return results;
  }

  private Scenario scenario(Fixture fixture) {
    return conditions.draw(
        fixture.trace().at(fixture.deadline()),
        fixture.load(),
        fixture.deadline(),
        fixture.ladder());
  }

  private Outcomes run(Scenario scenario, String policy) {
    return new Simulator(conditions.laneCapacity())
        .run(scenario, () -> create(policy, scenario.ladder()));
  }

  private VariantPolicy create(String policy, LadderProfile ladder) {
    return Policies.parse(policy)
        .create(conditions.margin(), ladder.rungs().stream().map(Rung::variant).toList());
  }
}
