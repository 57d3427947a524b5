package io.widthwise.bench.replay;

import java.util.List;
import java.util.Optional;

/**
 * Labels held against what the pictures truly show.
 *
 * @param overAll share of all frames that were labelled rightly and in time
 * @param ofLabelled share of those labelled, in time or not, that were labelled rightly
 * @param labelled frames labelled
 */
public record LiveAccuracy(double overAll, double ofLabelled, int labelled) {

  /** Empty where the bundle has no class for some of what the pictures show. */
  static Optional<LiveAccuracy> of(List<Replayed> replayed, ServedBundle bundle) {
    if (!replayed.stream().allMatch(frame -> bundle.classes().contains(frame.truth()))) {
      return Optional.empty();
    }
    long rightInTime = replayed.stream().filter(frame -> frame.isHit() && frame.isRight()).count();
    long right = replayed.stream().filter(Replayed::isRight).count();
    int labelled =
        (int)
            replayed.stream()
                .filter(frame -> frame.answer().filter(Answer::isLabelled).isPresent())
                .count();
    return Optional.of(
        new LiveAccuracy(
            (double) rightInTime / replayed.size(),
            labelled == 0 ? 0 : (double) right / labelled,
            labelled));
  }
}
