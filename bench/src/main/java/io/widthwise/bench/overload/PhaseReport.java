package io.widthwise.bench.overload;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.bench.replay.Percentiles;
import io.widthwise.bench.traffic.Bin;
import io.widthwise.bench.traffic.Entry;
import java.util.List;
import java.util.Optional;

/**
 * What became of the frames of a phase.
 *
 * @param phase as planned
 * @param capacity frames a second that count as once
 * @param frames all of them
 * @param admissionMillis capture to the topic of admitted frames
 * @param fairness among cameras
 * @param recovered of a phase after an overload
 */
record PhaseReport(
    Phase phase,
    double capacity,
    Bin frames,
    Percentiles admissionMillis,
    Fairness fairness,
    Optional<Recovered> recovered) {

  static PhaseReport of(Phase phase, double capacity, List<Entry> all, boolean afterOverload) {
    List<Entry> entries = phase.of(all);
    return new PhaseReport(
        phase,
        capacity,
        Bin.of(phase.fromSeconds(), entries),
        Percentiles.ofMicros(
            entries.stream()
                .filter(each -> each.outcome().isPresent())
                .mapToLong(Entry::admissionMicros)
                .toArray()),
        Fairness.of(entries),
        afterOverload ? Optional.of(Recovered.of(phase, entries)) : Optional.empty());
  }

  /** Frames a second that were really sent. */
  @JsonProperty
  double sentPerSecond() {
    return frames.frames() / phase.seconds();
  }

  /** Frames a second that were labelled, in time or not. */
  @JsonProperty
  double labelledPerSecond() {
    return (frames.hits() + frames.late()) / phase.seconds();
  }

  /** What was sent, over capacity. */
  @JsonProperty
  double sentOverCapacity() {
    return sentPerSecond() / capacity;
  }

  /** Of those labelled, the share that was late. */
  @JsonProperty
  double lateShare() {
    int labelled = frames.hits() + frames.late();
    return labelled == 0 ? 0 : (double) frames.late() / labelled;
  }
}
