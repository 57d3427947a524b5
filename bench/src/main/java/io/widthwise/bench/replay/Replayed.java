package io.widthwise.bench.replay;

import java.util.Optional;

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

  /** Whether it was labelled, in time or not, with the class that it shows. */
  boolean isRight() {
    return answer.flatMap(Answer::label).filter(truth::equals).isPresent();
  }
}
