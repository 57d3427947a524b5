package io.widthwise.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.WaterFillingPolicy;
import io.widthwise.schemas.FrameEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LaneSimulationTest {
  private static final LadderProfile LADDER =
      new LadderProfile(
          "two rungs", 500, List.of(new Rung("a", 0.5, 500), new Rung("b", 0.8, 4000)));

  private record Outcome(int frame, int variant, long atMicros) {}

  private static final class Recorder implements OutcomeSink {
    final List<Outcome> outcomes = new ArrayList<>();

    @Override
    public void served(QueuedFrame<SimulatedFrame> frame, int variant, long finishMicros) {
      outcomes.add(new Outcome(frame.payload().index(), variant, finishMicros));
    }

    @Override
    public void shed(QueuedFrame<SimulatedFrame> frame, long nowMicros) {
      outcomes.add(new Outcome(frame.payload().index(), -1, nowMicros));
    }
  }

  @Property(tries = 2000)
  void stepByStepItDoesWhatItDoesAtOnce(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<QueuedFrame<SimulatedFrame>> frames = frames(random);
    Recorder atOnce = new Recorder();
    lane(seed).run(frames, atOnce);
    Recorder stepwise = new Recorder();
    LaneSimulation lane = lane(seed);
    for (QueuedFrame<SimulatedFrame> frame : frames) {
      lane.advance(frame.payload().arrivalMicros(), stepwise);
      lane.offer(frame);
      if (random.nextBoolean()) {
        lane.advance(frame.payload().arrivalMicros(), stepwise);
      }
    }
    lane.advance(Double.POSITIVE_INFINITY, stepwise);
    assertThat(stepwise.outcomes).isEqualTo(atOnce.outcomes);
    assertThat(lane.unanswered()).isEmpty();
  }

  @Property(tries = 2000)
  void aDeadLaneAnswersWhatItHadDoneAndHandsBackTheRest(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<QueuedFrame<SimulatedFrame>> frames = frames(random);
    Recorder whole = new Recorder();
    lane(seed).run(frames, whole);
    long stopMicros = random.nextLong(100_000);
    Recorder cut = new Recorder();
    LaneSimulation lane = lane(seed);
    lane.stopAt(stopMicros);
    lane.run(frames, cut);
    assertThat(cut.outcomes).isEqualTo(whole.outcomes.subList(0, cut.outcomes.size()));
    assertThat(cut.outcomes).allMatch(outcome -> outcome.atMicros() <= stopMicros);
    List<Integer> all = new ArrayList<>(cut.outcomes.stream().map(Outcome::frame).toList());
    lane.unanswered().forEach(frame -> all.add(frame.payload().index()));
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            frames.stream().map(frame -> frame.payload().index()).toList());
  }

  @Property(tries = 500)
  void whatIsOutstandingIsSentAndNotDone(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<QueuedFrame<SimulatedFrame>> frames = frames(random);
    Recorder recorder = new Recorder();
    LaneSimulation lane = lane(seed);
    int sent = 0;
    for (QueuedFrame<SimulatedFrame> frame : frames) {
      long now = frame.payload().arrivalMicros();
      lane.advance(now, recorder);
      long done = recorder.outcomes.stream().filter(each -> each.atMicros() <= now).count();
      assertThat(lane.outstanding(now)).isBetween((int) (sent - done) - 1, (int) (sent - done));
      lane.offer(frame);
      sent++;
    }
  }

  private static LaneSimulation lane(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new LaneSimulation(
        LADDER,
        Disturbances.USUAL.drawHost(random, 1e6),
        0.7 + 0.6 * random.nextDouble(),
        new WaterFillingPolicy(Duration.ofMillis(2)),
        random.nextInt(1, 10));
  }

  private static List<QueuedFrame<SimulatedFrame>> frames(SplittableRandom random) {
    List<QueuedFrame<SimulatedFrame>> frames = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < 40; i++) {
      at += random.nextLong(5_000);
      frames.add(
          new QueuedFrame<>(
              new SimulatedFrame(i, at, Disturbances.USUAL.drawServiceFactor(random)),
              "camera",
              at + random.nextLong(5_000, 60_000),
              0,
              Scenario.WIDTH,
              Scenario.HEIGHT,
              FrameEncoding.JPEG));
    }
    return frames;
  }
}
