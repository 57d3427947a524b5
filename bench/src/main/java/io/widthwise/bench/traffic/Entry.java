package io.widthwise.bench.traffic;

import io.widthwise.schemas.Outcome;
import java.util.Optional;

/**
 * A frame that was sent, and what was heard of it. Times are microseconds since the run began.
 *
 * @param camera id without the run's prefix
 * @param capturedMicros when it was taken and handed to the producer
 * @param acknowledged whether the broker has it
 * @param fault what is wrong with it
 * @param outcome what its result says
 * @param quarantined whether its message came back on the quarantine
 * @param admissionMicros capture to the topic of admitted frames; 0 without a result
 * @param latencyMicros capture to outcome; 0 without one
 * @param receivedMicros when its result reached this process; 0 without one
 */
public record Entry(
    String camera,
    long capturedMicros,
    boolean acknowledged,
    Fault fault,
    Optional<Outcome> outcome,
    boolean quarantined,
    long admissionMicros,
    long latencyMicros,
    long receivedMicros) {

  /** Labelled, in time or not. */
  public boolean labelled() {
    return outcome.filter(each -> each == Outcome.CLASSIFIED || each == Outcome.LATE).isPresent();
  }

  /** Labelled in time. */
  public boolean hit() {
    return outcome.filter(each -> each == Outcome.CLASSIFIED).isPresent();
  }

  /** Whether the pipeline said what became of it. */
  public boolean accounted() {
    return outcome.isPresent() || quarantined;
  }
}
