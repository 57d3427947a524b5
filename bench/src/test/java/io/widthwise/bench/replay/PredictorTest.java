package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.bench.replay.Prediction.Kind;
import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.bench.simulate.Simulator;
import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.Trace.Arrival;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.WaterFillingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PredictorTest {
  private static final int FRAMES = 400;
  private static final int LANES = 2;

  private final Scenario planned = scenario(0.4);
  private final List<Due> dues = Due.of(planned);

  @Test
  void framesDeliveredAtOnceAreTheTraceItself() {
    List<Prediction> all = predictions(replay(due -> served(due, 0, 1_800)));
    assertThat(figures(all, Kind.DELIVERED)).isEqualTo(figures(all, Kind.TRACE));
  }

  @Test
  void aSlowDeliveryTakesFromTheBudgetAndMovesNoDeadline() {
    List<Replayed> replayed = replay(due -> served(due, 20_000, 1_800));
    Scenario delivered = predictor(replayed).delivered();
    for (int i = 0; i < FRAMES; i++) {
      QueuedFrame<SimulatedFrame> frame = delivered.frames().get(i);
      Due due = dues.get(frame.payload().index());
      assertThat(frame.payload().arrivalMicros()).isEqualTo(due.dueMicros() + 20_000);
      assertThat(frame.deadlineMicros()).isEqualTo(due.deadlineMicros());
    }
    assertThat(prediction(predictions(replayed), Kind.DELIVERED).fates())
        .allSatisfy(
            fate ->
                assertThat(fate.latencyMicros().orElse(Long.MAX_VALUE))
                    .isGreaterThanOrEqualTo(20_000));
  }

  @Test
  void framesThatCameTooLateAreMissedInTheSimulatorToo() {
    List<Prediction> all =
        predictions(replay(due -> served(due, due.index() % 4 == 0 ? 60_000 : 0, 1_800)));
    assertThat(figures(all, Kind.TRACE).hitRate()).isEqualTo(1);
    assertThat(figures(all, Kind.DELIVERED).hitRate()).isCloseTo(0.75, within(1e-9));
    assertThat(bound(all, Kind.DELIVERED).hitRate()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void framesThatOvertookOthersArriveInTheOrderOfTheirDelivery() {
    Scenario delivered =
        predictor(replay(due -> served(due, due.index() % 2 == 0 ? 9_000 : 1_000, 1_800)))
            .delivered();
    assertThat(delivered.frames())
        .isSortedAccordingTo(Comparator.comparingLong(frame -> frame.payload().arrivalMicros()));
  }

  @Test
  void framesThatNothingIsKnownOfArriveAsUsual() {
    List<Replayed> replayed =
        replay(due -> due.index() == 7 ? Replays.lost(due) : served(due, 3_000, 1_800));
    QueuedFrame<SimulatedFrame> lost =
        predictor(replayed).delivered().frames().stream()
            .filter(frame -> frame.payload().index() == 7)
            .findFirst()
            .orElseThrow();
    assertThat(lost.payload().arrivalMicros()).isEqualTo(dues.get(7).dueMicros() + 3_000);
  }

  @Test
  void slowServicesSlowTheLadder() {
    List<Replayed> replayed = replay(due -> served(due, 0, 2 * 1_800));
    assertThat(predictor(replayed).pace()).isCloseTo(2, within(1e-9));
    List<Prediction> all = predictions(replayed);
    assertThat(figures(all, Kind.SERVED).accuracy())
        .isLessThan(figures(all, Kind.DELIVERED).accuracy());
  }

  @Test
  void aStallHitsTheFrameThatItHit() {
    List<Replayed> replayed = replay(due -> served(due, 0, due.index() == 100 ? 900_000 : 1_800));
    List<Prediction> all = predictions(replayed);
    Prediction served = prediction(all, Kind.SERVED);
    assertThat(served.fates().get(100).end()).isEqualTo(Fate.End.LATE);
    assertThat(prediction(all, Kind.DELIVERED).fates().get(100).end()).isEqualTo(Fate.End.HIT);
  }

  @Test
  void aRehearsalTellsWhatTheHostCostsWithoutALookAtTheRun() {
    List<Replayed> rehearsed = replay(due -> served(due, 12_000, 2 * 1_800));
    List<Replayed> replayed = replay(due -> served(due, 0, 1_800));
    Rehearsal notes = Rehearsal.of(rehearsed, Replays.LADDER);
    assertThat(notes.pace()).isCloseTo(2, within(1e-9));
    List<Prediction> all = predictor(replayed, Optional.of(notes)).all();
    List<Prediction> ofTheRehearsal = predictions(rehearsed);
    assertThat(figures(all, Kind.REHEARSED)).isEqualTo(figures(ofTheRehearsal, Kind.SERVED));
  }

  @Test
  void aShortRehearsalRepeats() {
    List<Replayed> rehearsed =
        replay(due -> served(due, due.index() == 0 ? 60_000 : 0, 1_800)).subList(0, 4);
    List<Replayed> replayed = replay(due -> served(due, 0, 1_800));
    Rehearsal notes = Rehearsal.of(rehearsed, Replays.LADDER);
    List<Prediction> all = predictor(replayed, Optional.of(notes)).all();
    assertThat(figures(all, Kind.REHEARSED).hitRate()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void noPredictionExceedsItsBound() {
    List<Prediction> all = predictions(replay(due -> served(due, 5_000, 1_800)));
    for (Kind kind : List.of(Kind.TRACE, Kind.DELIVERED)) {
      assertThat(figures(all, kind).accuracy()).isLessThanOrEqualTo(bound(all, kind).accuracy());
      assertThat(figures(all, kind).hitRate()).isLessThanOrEqualTo(bound(all, kind).hitRate());
    }
    assertThat(prediction(all, Kind.SERVED).bound()).isEmpty();
  }

  @Test
  void aRunWithoutServicesHasNoPaceOfItsOwn() {
    assertThat(predictor(replay(Replays::lost)).pace()).isEqualTo(1);
  }

  private List<Replayed> replay(Function<Due, Replayed> frame) {
    return dues.stream().map(frame).toList();
  }

  private static Replayed served(Due due, long hop, long service) {
    return Replays.labelled(due, Replays.WIDE, 0, 0, hop, 0, service, 0);
  }

  private Predictor predictor(List<Replayed> replayed) {
    return predictor(replayed, Optional.empty());
  }

  private Predictor predictor(List<Replayed> replayed, Optional<Rehearsal> rehearsal) {
    return new Predictor(
        planned,
        replayed,
        rehearsal,
        () -> new WaterFillingPolicy(Duration.ofMillis(3)),
        new Simulator(64));
  }

  private List<Prediction> predictions(List<Replayed> replayed) {
    return predictor(replayed).all();
  }

  private static Prediction prediction(List<Prediction> all, Kind kind) {
    return all.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
  }

  private static Figures figures(List<Prediction> all, Kind kind) {
    return prediction(all, kind).figures();
  }

  private static Prediction.BoundFigures bound(List<Prediction> all, Kind kind) {
    return prediction(all, kind).bound().orElseThrow();
  }

  private static Scenario scenario(double load) {
    SplittableRandom random = new SplittableRandom(5);
    List<Arrival> arrivals = new ArrayList<>();
    double millis = 0;
    for (int i = 0; i < FRAMES; i++) {
      arrivals.add(new Arrival(millis, "camera-0", 0, 0));
      millis += 1 + random.nextDouble();
    }
    return Scenario.draw(
        new Trace("made up", arrivals),
        load,
        Duration.ofMillis(50),
        Replays.LADDER,
        LANES,
        Disturbances.NONE,
        1);
  }
}
