package io.widthwise.bench.league;

import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.inference.schedule.baseline.Policies;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which policies meet on a ladder: those of {@link Policies}, where {@value #EACH_FIXED} stands for
 * every rung fixed and {@value #THREE_CLIPPERS} for Clipper at the narrowest, the middle and the
 * widest rung.
 */
final class PolicyNames {
  static final String EACH_FIXED = "fixed";
  static final String THREE_CLIPPERS = "clipper";

  private PolicyNames() {}

  /**
   * Returns names that {@link Policies#parse} understands.
   *
   * @throws IllegalArgumentException if {@code names} holds one that means nothing
   */
  static List<String> on(LadderProfile ladder, List<String> names) {
    Set<String> all = new LinkedHashSet<>();
    for (String name : names) {
      ofName(ladder, name).forEach(all::add);
    }
    all.forEach(Policies::parse);
    return List.copyOf(all);
  }

  private static Stream<String> ofName(LadderProfile ladder, String name) {
    List<String> variants = ladder.rungs().stream().map(Rung::variant).toList();
    int widest = variants.size() - 1;
    return switch (name) {
      case EACH_FIXED -> variants.stream().map(variant -> "fixed:" + variant);
      case THREE_CLIPPERS ->
          Stream.of(0, widest / 2, widest).map(rung -> "clipper:" + variants.get(rung));
      default -> Stream.of(name);
    };
  }
}
