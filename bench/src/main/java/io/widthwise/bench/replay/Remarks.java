package io.widthwise.bench.replay;

import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What puts a comparison in doubt, each a sentence. */
final class Remarks {
  /** A publisher later than this is a visible part of a short deadline. */
  private static final double LATE_MILLIS = 2;

  private Remarks() {}

  static List<String> of(List<Replayed> replayed, ServedBundle bundle, LadderProfile ladder) {
    List<String> remarks = new ArrayList<>();
    List<Answer> answers = replayed.stream().flatMap(frame -> frame.answer().stream()).toList();
    if (answers.size() < replayed.size()) {
      remarks.add(
          "of %d frames nothing was heard; admission or the job may be overloaded or have failed"
              .formatted(replayed.size() - answers.size()));
    }
    strangers(answers.stream().flatMap(answer -> answer.release().stream()), bundle.release())
        .forEach(
            release ->
                remarks.add(
                    "the job serves release %s but was compared with %s; name its bundle with --models"
                        .formatted(release, bundle.release())));
    Set<String> unmeasured =
        answers.stream()
            .flatMap(answer -> answer.variant().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    ladder.rungs().stream().map(Rung::variant).forEach(unmeasured::remove);
    if (!unmeasured.isEmpty()) {
      remarks.add(
          "the job serves %s, which were not worth serving when the ladder was measured here, so the simulator does without"
              .formatted(String.join(", ", unmeasured)));
    }
    Percentiles late =
        Percentiles.ofMicros(
            replayed.stream()
                .mapToLong(frame -> frame.sentMicros() - frame.due().dueMicros())
                .toArray());
    if (late.p99() > LATE_MILLIS) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "the publisher itself was late by %.1f ms for 1 of 100 frames; the host is too busy to time frames well",
              late.p99()));
    }
    if (LiveAccuracy.of(replayed, bundle).isEmpty()) {
      remarks.add(
          "the bundle has no class for some of what the pictures show, so their labels are not compared");
    }
    return List.copyOf(remarks);
  }

  private static Set<String> strangers(Stream<String> names, String known) {
    return names.filter(name -> !name.equals(known)).collect(Collectors.toCollection(TreeSet::new));
  }
}
