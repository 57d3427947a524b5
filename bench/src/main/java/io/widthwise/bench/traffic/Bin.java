package io.widthwise.bench.traffic;

import io.widthwise.bench.replay.Percentiles;
import io.widthwise.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames that were taken within one stretch of a run.
 *
 * @param fromSeconds its beginning, since the run began
 * @param frames taken
 * @param hits labelled in time
 * @param late labelled late
 * @param shed given up
 * @param rejected refused, or in quarantine
 * @param unheard of which nothing is known
 * @param latencyMillis capture to label, of those labelled
 */
public record Bin(
    double fromSeconds,
    int frames,
    int hits,
    int late,
    int shed,
    int rejected,
    int unheard,
    Percentiles latencyMillis) {

  /** Cuts a run into stretches of the same length, one after another from its beginning. */
  public static List<Bin> of(List<Entry> entries, double seconds) {
    List<List<Entry>> cut = new ArrayList<>();
    for (Entry entry : entries) {
      int bin = (int) (entry.capturedMicros() / 1e6 / seconds);
      while (cut.size() <= bin) {
        cut.add(new ArrayList<>());
      }
      cut.get(bin).add(entry);
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < cut.size(); i++) {
      bins.add(of(i * seconds, cut.get(i)));
    }
    return bins;
  }

  /** Puts frames together as one stretch. */
  public static Bin of(double fromSeconds, List<Entry> entries) {
    return new Bin(
        fromSeconds,
        entries.size(),
        count(entries, Outcome.CLASSIFIED),
        count(entries, Outcome.LATE),
        count(entries, Outcome.SHED),
        (int)
            entries.stream()
                .filter(
                    each ->
                        each.outcome().isEmpty()
                            ? each.quarantined()
                            : each.outcome().get() == Outcome.REJECTED)
                .count(),
        (int) entries.stream().filter(each -> !each.accounted()).count(),
        Percentiles.ofMicros(
            entries.stream().filter(Entry::labelled).mapToLong(Entry::latencyMicros).toArray()));
  }

  private static int count(List<Entry> entries, Outcome outcome) {
    return (int)
        entries.stream()
            .filter(each -> each.outcome().filter(o -> o == outcome).isPresent())
            .count();
  }

  /** Share of the sound frames that were labelled in time; 1 where there are none. */
  public double hitRate() {
    int sound = frames - rejected;
    return sound == 0 ? 1 : (double) hits / sound;
  }
}
