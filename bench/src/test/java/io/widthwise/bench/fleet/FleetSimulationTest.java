package io.widthwise.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.fleet.Loss.Failover;
import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.OutcomeSink;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.WaterFillingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FleetSimulationTest {
  private static final LadderProfile LADDER =
      new LadderProfile(
          "three rungs",
          500,
          List.of(
              new Rung("narrow", 0.5, 500),
              new Rung("middle", 0.7, 1500),
              new Rung("wide", 0.8, 4000)));

  /** A small fleet and what happens to it. */
  private record Case(Fleet fleet, int partitions, Routing routing, Loss loss) {
    static Case draw(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int lanes = random.nextInt(1, 6);
      Fleet fleet =
          Fleet.draw(
              new Fleet.Size(
                  random.nextInt(1, 12),
                  lanes,
                  random.nextInt(lanes + 1),
                  Duration.ofMillis(random.nextInt(200, 1200)),
                  Duration.ofMillis(random.nextInt(20, 400))),
              0.1 + 1.4 * random.nextDouble(),
              LADDER,
              random.nextBoolean() ? Disturbances.USUAL : Disturbances.NONE,
              random.nextInt(20, 500),
              seed);
      Loss loss =
          new Loss(
              random.nextInt(lanes),
              random.nextLong(1_200_000),
              random.nextLong(800_000),
              random.nextLong(1, 400_000),
              Failover.values()[random.nextInt(2)]);
      return new Case(
          fleet,
          random.nextInt(1, 12),
          Routing.values()[random.nextInt(Routing.values().length)],
          loss);
    }

    FleetSimulation simulation(int queueCapacity) {
      return new FleetSimulation(
          fleet,
          partitions,
          routing,
          loss,
          () -> new WaterFillingPolicy(Duration.ofMillis(3)),
          queueCapacity);
    }
  }

  /** Keeps all outcomes. */
  private static final class Recorder implements OutcomeSink {
    final List<String> outcomes = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final Map<Integer, Integer> countOfFrame = new HashMap<>();
    final Map<String, Integer> countOfCamera = new HashMap<>();

    @Override
    public void served(QueuedFrame<SimulatedFrame> frame, int variant, long finishMicros) {
      record(frame, variant, finishMicros);
    }

    @Override
    public void shed(QueuedFrame<SimulatedFrame> frame, long nowMicros) {
      record(frame, -1, nowMicros);
    }

    private void record(QueuedFrame<SimulatedFrame> frame, int variant, long atMicros) {
      int index = frame.payload().index();
      outcomes.add(index + " " + variant + " " + atMicros);
      times.add(atMicros);
      countOfFrame.merge(index, 1, Integer::sum);
      countOfCamera.merge(frame.cameraId(), 1, Integer::sum);
    }
  }

  @Property(tries = 3000)
  void answersEveryFrameOnceThroughALostTaskManager(@ForAll long seed) {
    Case drawn = Case.draw(seed);
    Recorder recorder = new Recorder();
    int published = drawn.simulation(1 + (int) Math.floorMod(seed, 8L)).run(recorder);
    assertThat(recorder.countOfFrame.keySet())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, published).boxed().toList());
    assertThat(recorder.countOfFrame.values()).allMatch(count -> count == 1);
    double seconds = drawn.fleet().length().toMillis() / 1e3;
    for (Camera camera : drawn.fleet().cameras()) {
      assertThat(recorder.countOfCamera.getOrDefault(camera.id(), 0).doubleValue())
          .isBetween(
              camera.framesPerSecond() * seconds - 1.5, camera.framesPerSecond() * seconds + 1.5);
    }
  }

  @Property(tries = 1000)
  void nothingIsAnsweredWhileTheJobIsDown(@ForAll long seed) {
    Case drawn = Case.draw(seed);
    Recorder recorder = new Recorder();
    drawn.simulation(64).run(recorder);
    for (Phase phase : drawn.loss().phases(drawn.fleet().lanes(), drawn.routing())) {
      if (phase.live() == 0) {
        assertThat(recorder.times)
            .noneMatch(time -> time > phase.startMicros() && time < phase.endMicros());
      }
    }
  }

  @Property(tries = 1000)
  void noRunExceedsTheBound(@ForAll long seed) {
    Case drawn = Case.draw(seed);
    FleetTally tally = new FleetTally(drawn.fleet());
    FleetSimulation simulation = drawn.simulation(64);
    int published = simulation.run(tally);
    FleetCell cell =
        tally.cell(
            drawn.partitions(),
            drawn.routing(),
            drawn.loss(),
            published,
            simulation.sentToLane(),
            new Stopwatch.Elapsed(1, 1));
    assertThat(cell.accuracy()).isLessThanOrEqualTo(cell.boundAccuracy() + 1e-9);
    assertThat(cell.frames()).isEqualTo(published);
  }

  @Property(tries = 200)
  void theSeedDecidesEverything(@ForAll long seed) {
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    Case.draw(seed).simulation(64).run(first);
    Case.draw(seed).simulation(64).run(second);
    assertThat(second.outcomes).isEqualTo(first.outcomes);
  }

  @Test
  void anotherSeedMakesAnotherRun() {
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    Case.draw(1).simulation(64).run(first);
    Case.draw(2).simulation(64).run(second);
    assertThat(second.outcomes).isNotEqualTo(first.outcomes);
  }

  @Test
  void lanesWithoutAPartitionIdleUnlessFramesAreRebalanced() {
    Fleet fleet =
        Fleet.draw(
            new Fleet.Size(40, 8, 0, Duration.ofSeconds(2), Duration.ofMillis(100)),
            0.4,
            LADDER,
            Disturbances.NONE,
            2000,
            1);
    assertThat(idleLanes(fleet, 3, Routing.HASH)).isEqualTo(5);
    assertThat(idleLanes(fleet, 3, Routing.REBALANCE)).isZero();
    assertThat(idleLanes(fleet, 3, Routing.ADAPTIVE)).isZero();
  }

  private static long idleLanes(Fleet fleet, int partitions, Routing routing) {
    FleetSimulation simulation = new Case(fleet, partitions, routing, Loss.none()).simulation(64);
    simulation.run(new Recorder());
    return IntStream.range(0, fleet.lanes())
        .filter(lane -> simulation.sentToLane()[lane] == 0)
        .count();
  }
}
