package io.widthwise.bench.replay;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A frame that was published.
 *
 * @param due what was asked for
 * @param sentMicros when it was handed to the producer, since the run began
 * @param truth class that it shows
 * @param answer what the pipeline said; empty if nothing came back
 */
record Replayed(Due due, long sentMicros, String truth, Optional<Answer> answer) {
  boolean isHit() {
    return answer.filter(Answer::isHit).isPresent();
  }

  /** Time from due to taken into a lane, microseconds; empty if no lane took it. */
  OptionalLong hopMicros() {
    OptionalLong dequeued = answer.map(Answer::dequeuedMicros).orElse(OptionalLong.empty());
    return dequeued.isEmpty() ? dequeued : OptionalLong.of(dequeued.getAsLong() - due.dueMicros());
  }

  /** Whether it was labelled, in time or not, with the class that it shows. */
  boolean isRight() {
    return answer.flatMap(Answer::label).filter(truth::equals).isPresent();
  }
}
