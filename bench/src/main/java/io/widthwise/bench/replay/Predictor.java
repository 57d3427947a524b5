package io.widthwise.bench.replay;

import io.widthwise.bench.bound.Capacity;
import io.widthwise.bench.bound.ClairvoyantBound;
import io.widthwise.bench.bound.OfflineFrames;
import io.widthwise.bench.bound.OfflineRung;
import io.widthwise.bench.replay.Prediction.BoundFigures;
import io.widthwise.bench.replay.Prediction.Kind;
import io.widthwise.bench.simulate.HostSpeed;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.Outcomes;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.bench.simulate.Simulator;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs the simulator on a trace that was replayed, several times, telling it more of the run each
 * time, so that what each thing costs can be told apart:
 *
 * <ol>
 *   <li>{@link Kind#TRACE}: nothing of the run;
 *   <li>{@link Kind#REHEARSED}, if there was a rehearsal: nothing of the run, but of the rehearsal
 *       what the two below are told of the run;
 *   <li>{@link Kind#DELIVERED}: frames arrive when they were really dequeued, and keep their
 *       deadlines, so that the budget left is what the lanes really had;
 *   <li>{@link Kind#SERVED}: besides, the ladder is as much slower as services were in the median,
 *       and each frame takes as much longer than that as it really did, whatever variant serves it.
 *       Frames that were not served draw theirs from those that were.
 * </ol>
 *
 * What is left between the last and the run is the lane's own: which lane got which frame, the time
 * between services, what the policy knew of service times when it began.
 */
final class Predictor {
  private final Scenario planned;
  private final List<Replayed> replayed;
  private final List<Due> dues;
  private final Optional<Rehearsal> rehearsal;
  private final Supplier<VariantPolicy> policies;
  private final Simulator simulator;
  private final ServicePace services;

  /**
   * @param planned the scenario that was replayed; frame i is {@code replayed.get(i)}
   * @param rehearsal a run before it, if there was one
   * @param policies makes a policy of the job's kind for each lane
   */
  Predictor(
      Scenario planned,
      List<Replayed> replayed,
      Optional<Rehearsal> rehearsal,
      Supplier<VariantPolicy> policies,
      Simulator simulator) {
    this.planned = planned;
    this.replayed = replayed;
    this.dues = replayed.stream().map(Replayed::due).toList();
    this.rehearsal = rehearsal;
    this.policies = policies;
    this.simulator = simulator;
    this.services = ServicePace.of(replayed, planned.ladder());
  }

  /** How much longer services took than the ladder says, in the median; 1 if none is known. */
  double pace() {
    return services.pace();
  }

  List<Prediction> all() {
    List<Prediction> all = new ArrayList<>();
    all.add(predict(Kind.TRACE, planned, Optional.of(bound(planned))));
    // Where every frame takes a time of its own, the bound would take too long.
    rehearsal.ifPresent(
        notes -> all.add(predict(Kind.REHEARSED, rehearsed(notes), Optional.empty())));
    Scenario delivered = delivered();
    all.add(predict(Kind.DELIVERED, delivered, Optional.of(bound(delivered))));
    all.add(predict(Kind.SERVED, served(delivered), Optional.empty()));
    return List.copyOf(all);
  }

  private Prediction predict(Kind kind, Scenario scenario, Optional<BoundFigures> bound) {
    Outcomes outcomes = simulator.run(scenario, policies);
    List<Fate> fates = Fate.simulated(scenario, outcomes, dues);
    return new Prediction(kind, Figures.of(fates), bound, fates);
  }

  Scenario delivered() {
    long usual = Rehearsal.usualHopMicros(replayed);
    List<QueuedFrame<SimulatedFrame>> frames =
        arriving(frame -> replayed.get(frame).hopMicros().orElse(usual));
    return new Scenario(planned.ladder(), frames, planned.hosts(), planned.profileError());
  }

  private Scenario rehearsed(Rehearsal notes) {
    return paced(arriving(notes::hopMicrosOf), notes.pace(), notes::factorOf);
  }

  private Scenario served(Scenario delivered) {
    return paced(delivered.frames(), services.pace(), services::factor);
  }

  /** The frames, so long after they were due, in the order of their arrival. */
  private List<QueuedFrame<SimulatedFrame>> arriving(IntToLongFunction hopMicros) {
    List<QueuedFrame<SimulatedFrame>> frames = new ArrayList<>();
    for (QueuedFrame<SimulatedFrame> frame : planned.frames()) {
      int index = frame.payload().index();
      long arrival = replayed.get(index).due().dueMicros() + hopMicros.applyAsLong(index);
      frames.add(with(frame, Math.max(0, arrival), frame.payload().serviceFactor()));
    }
    frames.sort(Comparator.comparingLong(frame -> frame.payload().arrivalMicros()));
    return frames;
  }

  /** A host without stalls of its own, whose services take as long as they took in a run. */
  private Scenario paced(
      List<QueuedFrame<SimulatedFrame>> arriving, double pace, IntToDoubleFunction factor) {
    List<QueuedFrame<SimulatedFrame>> frames =
        arriving.stream()
            .map(
                frame ->
                    with(
                        frame,
                        frame.payload().arrivalMicros(),
                        factor.applyAsDouble(frame.payload().index())))
            .toList();
    return new Scenario(
        scaled(planned.ladder(), pace),
        frames,
        Collections.nCopies(planned.lanes(), HostSpeed.steady()),
        planned.profileError());
  }

  private static QueuedFrame<SimulatedFrame> with(
      QueuedFrame<SimulatedFrame> frame, long arrivalMicros, double factor) {
    return new QueuedFrame<>(
        new SimulatedFrame(frame.payload().index(), arrivalMicros, factor),
        frame.cameraId(),
        frame.deadlineMicros(),
        frame.priority(),
        frame.width(),
        frame.height(),
        frame.encoding());
  }

  private static LadderProfile scaled(LadderProfile ladder, double pace) {
    return new LadderProfile(
        ladder.name(),
        ladder.decodeMicros() * pace,
        ladder.rungs().stream()
            .map(rung -> new Rung(rung.variant(), rung.accuracy(), rung.inferenceMicros() * pace))
            .toList());
  }

  private static BoundFigures bound(Scenario scenario) {
    List<QueuedFrame<SimulatedFrame>> frames = scenario.frames();
    OfflineFrames offline =
        new OfflineFrames(
            frames.stream().mapToDouble(frame -> frame.payload().arrivalMicros()).toArray(),
            frames.stream().mapToDouble(QueuedFrame::deadlineMicros).toArray(),
            frames.stream().mapToDouble(frame -> frame.payload().serviceFactor()).toArray());
    LadderProfile ladder = scenario.ladder();
    List<OfflineRung> rungs =
        IntStream.range(0, ladder.rungs().size())
            .mapToObj(
                i -> new OfflineRung(ladder.serviceMicros(i), ladder.rungs().get(i).accuracy()))
            .toList();
    return BoundFigures.of(ClairvoyantBound.of(offline, rungs, capacity(scenario.hosts())));
  }

  private static Capacity capacity(List<HostSpeed> hosts) {
    return new Capacity() {
      @Override
      public double workUntil(double timeMicros) {
        return hosts.stream().mapToDouble(host -> host.workUntil(timeMicros)).sum();
      }

      @Override
      public double workOfOneFrame(double fromMicros, double toMicros) {
        return hosts.stream()
            .mapToDouble(host -> host.workUntil(toMicros) - host.workUntil(fromMicros))
            .max()
            .orElse(0);
      }
    };
  }
}
