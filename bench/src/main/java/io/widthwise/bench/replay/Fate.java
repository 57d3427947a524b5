package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.Outcomes;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.SimulatedFrame;
import io.widthwise.inference.schedule.QueuedFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a frame, in the pipeline or in the simulator, told alike.
 *
 * @param dueMicros when it was taken, since the run began
 * @param end how it ended
 * @param variant key of the variant that labelled it
 * @param worth accuracy of that variant if the deadline was met, else 0
 * @param latencyMicros capture to label; empty unless labelled
 */
record Fate(
    long dueMicros, End end, Optional<String> variant, double worth, OptionalLong latencyMicros) {

  /** How a frame can end. */
  enum End {
    /** Labelled by its deadline. */
    HIT,
    /** Labelled after its deadline. */
    LATE,
    /** Given up. */
    SHED,
    /** Refused, or never heard of again. */
    LOST
  }

  static List<Fate> measured(List<Replayed> replayed, ServedBundle bundle) {
    return replayed.stream().map(frame -> of(frame, bundle)).toList();
  }

  private static Fate of(Replayed frame, ServedBundle bundle) {
    long dueMicros = frame.due().dueMicros();
    if (frame.answer().isEmpty()) {
      return new Fate(dueMicros, End.LOST, Optional.empty(), 0, OptionalLong.empty());
    }
    Answer answer = frame.answer().get();
    End end =
        switch (answer.outcome()) {
          case CLASSIFIED -> End.HIT;
          case LATE -> End.LATE;
          case SHED -> End.SHED;
          case REJECTED -> End.LOST;
        };
    return new Fate(
        dueMicros,
        end,
        answer.variant(),
        end == End.HIT ? answer.variant().map(bundle::accuracyOf).orElse(0.0) : 0,
        answer.isLabelled()
            ? OptionalLong.of(answer.finishedMicros() - dueMicros)
            : OptionalLong.empty());
  }

  /**
   * Returns the fates of a simulated run in the order of the trace.
   *
   * @param dues when each frame was taken, by its index; a scenario may have it arrive later
   */
  static List<Fate> simulated(Scenario scenario, Outcomes outcomes, List<Due> dues) {
    List<Fate> fates = new ArrayList<>();
    for (QueuedFrame<SimulatedFrame> frame : inOrderOfTrace(scenario)) {
      int index = frame.payload().index();
      fates.add(of(frame, dues.get(index).dueMicros(), outcomes, scenario.ladder()));
    }
    return List.copyOf(fates);
  }

  private static Fate of(
      QueuedFrame<SimulatedFrame> frame, long dueMicros, Outcomes outcomes, LadderProfile ladder) {
    int index = frame.payload().index();
    if (!outcomes.isServed(index)) {
      return new Fate(dueMicros, End.SHED, Optional.empty(), 0, OptionalLong.empty());
    }
    boolean hit = outcomes.finishMicros(index) <= frame.deadlineMicros();
    LadderProfile.Rung rung = ladder.rungs().get(outcomes.variant(index));
    return new Fate(
        dueMicros,
        hit ? End.HIT : End.LATE,
        Optional.of(rung.variant()),
        hit ? rung.accuracy() : 0,
        OptionalLong.of(outcomes.finishMicros(index) - dueMicros));
  }

  private static List<QueuedFrame<SimulatedFrame>> inOrderOfTrace(Scenario scenario) {
    return scenario.frames().stream()
        .sorted(Comparator.comparingInt(frame -> frame.payload().index()))
        .toList();
  }
}
