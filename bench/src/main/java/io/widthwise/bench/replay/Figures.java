package io.widthwise.bench.replay;

import io.widthwise.bench.replay.Fate.End;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a run comes to. Shares are of all frames, 0 to 1, unless they say otherwise.
 *
 * @param frames all frames
 * @param hitRate labelled by their deadlines
 * @param lateRate labelled after them
 * @param shedRate given up
 * @param lostRate refused, or never heard of again
 * @param accuracy mean over all frames of the recorded accuracy of the variant that labelled each;
 *     a missed one counts 0
 * @param latencyMillis capture to label, of those labelled
 * @param widths shares of those labelled, by width
 * @param variants shares of those labelled, by variant
 */
public record Figures(
    int frames,
    double hitRate,
    double lateRate,
    double shedRate,
    double lostRate,
    double accuracy,
    Percentiles latencyMillis,
    SortedMap<String, Double> widths,
    SortedMap<String, Double> variants) {

  static Figures of(List<Fate> fates) {
    return new Figures(
        fates.size(),
        share(fates, End.HIT),
        share(fates, End.LATE),
        share(fates, End.SHED),
        share(fates, End.LOST),
        fates.stream().mapToDouble(Fate::worth).average().orElse(0),
        Percentiles.ofMicros(
            fates.stream().flatMapToLong(fate -> fate.latencyMicros().stream()).toArray()),
        shares(fates, key -> key.substring(0, key.indexOf('@'))),
        shares(fates, key -> key));
  }

  private static double share(List<Fate> fates, End end) {
    return fates.stream().mapToInt(fate -> fate.end() == end ? 1 : 0).average().orElse(0);
  }

  private static SortedMap<String, Double> shares(List<Fate> fates, UnaryOperator<String> group) {
    List<String> labelled = fates.stream().flatMap(fate -> fate.variant().stream()).toList();
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (String variant : labelled) {
      counts.merge(group.apply(variant), 1, Integer::sum);
    }
    SortedMap<String, Double> shares = new TreeMap<>();
    counts.forEach((key, count) -> shares.put(key, (double) count / labelled.size()));
    return shares;
  }
}
