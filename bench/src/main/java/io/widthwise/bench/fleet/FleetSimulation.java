package io.widthwise.bench.fleet;

import io.widthwise.bench.fleet.Sources.Read;
import io.widthwise.bench.simulate.LaneSimulation;
import io.widthwise.bench.simulate.OutcomeSink;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs a fleet: cameras publish to the partitions of a topic, source subtasks read them, a router
 * deals frames to lanes, and lanes die and come back.
 *
 * <p>Time goes on in slices. Within a slice lanes depend on each other through the router at most,
 * so once its frames are dealt out, all lanes run through it in parallel.
 *
 * <p>What a lane had not answered when it died is read again, as from a checkpoint taken at that
 * moment. (Flink goes back to the last completed one and, with at-least-once delivery, answers what
 * was answered since then a second time.) The hop to another lane takes no time.
 */
final class FleetSimulation {
  private static final long SLICE_MICROS = 100_000;

  private final Fleet fleet;
  private final Routing routing;
  private final Loss loss;
  private final Supplier<VariantPolicy> policies;
  private final int queueCapacity;
  private final CameraFrames frames;
  private final Sources sources;
  private final SplittableRandom random;
  private final FleetLane[] lanes;
  private final long[] sentToLane;
  private Router router = (source, atMicros) -> source;

  /**
   * @param policies makes the policy of each lane
   * @param queueCapacity most frames that wait for a lane
   */
  FleetSimulation(
      Fleet fleet,
      int partitions,
      Routing routing,
      Loss loss,
      Supplier<VariantPolicy> policies,
      int queueCapacity) {
    this.fleet = fleet;
    this.routing = routing;
    this.loss = loss;
    this.policies = policies;
    this.queueCapacity = queueCapacity;
    SplittableRandom seeds = new SplittableRandom(fleet.seed());
    frames =
        new CameraFrames(
            fleet.cameras(),
            fleet.budgetMicros(),
            fleet.lengthMicros(),
            fleet.disturbances(),
            seeds.split());
    random = seeds.split();
    sources = new Sources(fleet.cameras(), partitions, fleet.readsPerSecond());
    lanes = new FleetLane[fleet.lanes()];
    sentToLane = new long[fleet.lanes()];
  }

  /**
   * Runs until every frame has an outcome; once only.
   *
   * @return the number of frames published
   */
  int run(OutcomeSink sink) {
    List<Phase> phases = loss.phases(fleet.lanes(), routing);
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      sources.assign(phase, stopTasks(phase));
      startTasks(phase, i + 1 < phases.size() ? phases.get(i + 1) : null);
      runPhase(phase, sink);
    }
    return frames.published();
  }

  /** Frames that were sent to each lane. */
  long[] sentToLane() {
    return sentToLane.clone();
  }

  private List<QueuedFrame<SimulatedFrame>> stopTasks(Phase phase) {
    List<QueuedFrame<SimulatedFrame>> unanswered = new ArrayList<>();
    for (int lane = 0; lane < lanes.length; lane++) {
      if (lanes[lane] != null && (phase.restarts() || lane >= phase.live())) {
        unanswered.addAll(lanes[lane].unanswered());
        lanes[lane] = null;
      }
    }
    return unanswered;
  }

  private void startTasks(Phase phase, Phase next) {
    for (int lane = 0; lane < phase.live(); lane++) {
      if (lanes[lane] == null) {
        lanes[lane] = new FleetLane(newLane(lane));
      }
      if (next != null && (next.restarts() || lane >= next.live())) {
        lanes[lane].stopAt(phase.endMicros());
      }
    }
    if (phase.restarts() && phase.live() > 0) {
      router =
          routing.router(
              phase.live(),
              phase.live(),
              (lane, atMicros) -> lanes[lane].outstanding(atMicros),
              random.split());
    }
  }

  private LaneSimulation newLane(int lane) {
    return new LaneSimulation(
        fleet.ladder(),
        fleet.hosts().get(lane),
        fleet.disturbances().profileError(),
        policies.get(),
        queueCapacity);
  }

  private void runPhase(Phase phase, OutcomeSink sink) {
    long now = phase.startMicros();
    while (now < phase.endMicros() && !isOver(phase, now)) {
      now = Math.min(phase.endMicros(), now + SLICE_MICROS);
      frames.publishUntil(now, sources::append);
      for (Read read : sources.readUntil(now)) {
        int lane = router.lane(read.source(), read.frame().payload().arrivalMicros());
        lanes[lane].offer(read.frame());
        sentToLane[lane]++;
      }
      finishSlice(now, sink);
    }
    if (phase.endMicros() == Long.MAX_VALUE) {
      finishSlice(Double.POSITIVE_INFINITY, sink);
    }
  }

  private boolean isOver(Phase phase, long now) {
    return phase.endMicros() == Long.MAX_VALUE && now >= fleet.lengthMicros() && sources.isEmpty();
  }

  private void finishSlice(double untilMicros, OutcomeSink sink) {
    IntStream.range(0, lanes.length)
        .parallel()
        .filter(lane -> lanes[lane] != null)
        .forEach(lane -> lanes[lane].advance(untilMicros));
    Arrays.stream(lanes).filter(lane -> lane != null).forEach(lane -> lane.tell(sink));
  }
}
