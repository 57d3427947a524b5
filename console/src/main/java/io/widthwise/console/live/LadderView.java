package io.widthwise.console.live;

import io.widthwise.console.live.Overview.LadderStep;
import io.widthwise.console.tally.Rung;
import io.widthwise.console.tally.RungUse;
import io.widthwise.console.tally.SecondTally;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the ladder of a bundle and what results tell of its use together. */
final class LadderView {
  private static final Comparator<Rung> NARROWEST_FIRST =
      Comparator.comparingDouble(Rung::width)
          .thenComparingInt(Rung::resolution)
          .thenComparing(Rung::precision)
          .thenComparing(Rung::release);

  private final Map<Rung, Double> accuracies = new LinkedHashMap<>();
  private final Map<Rung, Double> lastMillis = new LinkedHashMap<>();

  LadderView(List<LadderRung> bundle) {
    bundle.forEach(each -> accuracies.put(each.rung(), each.top1()));
  }

  /**
   * @param minute what was used in the last minute
   * @param now what was used in the last seconds
   */
  List<LadderStep> steps(SecondTally minute, SecondTally now) {
    Map<Rung, RungUse> used = minute.rungs();
    used.forEach((rung, use) -> lastMillis.put(rung, Rounded.thousandths(use.meanMillis())));
    long labelled = used.values().stream().mapToLong(RungUse::results).sum();
    Optional<Rung> inUse =
        now.rungs().entrySet().stream()
            .max(Comparator.comparingLong(each -> each.getValue().results()))
            .map(Map.Entry::getKey);
    Set<Rung> all = new LinkedHashSet<>(accuracies.keySet());
    all.addAll(used.keySet());
    return all.stream()
        .sorted(NARROWEST_FIRST)
        .map(rung -> step(rung, used.get(rung), labelled, inUse.filter(rung::equals).isPresent()))
        .toList();
  }

  private LadderStep step(Rung rung, RungUse use, long labelled, boolean inUse) {
    return new LadderStep(
        rung.key(),
        rung.family(),
        rung.width(),
        rung.resolution(),
        rung.precision(),
        rung.release(),
        accuracies.get(rung),
        use == null ? 0 : Rounded.thousandths((double) use.results() / labelled),
        use == null ? 0 : use.results(),
        lastMillis.get(rung),
        inUse);
  }
}
