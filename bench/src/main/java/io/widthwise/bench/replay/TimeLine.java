package io.widthwise.bench.replay;

import io.widthwise.bench.replay.Fate.End;
import java.util.ArrayList;
import java.util.List;

/**
 * A run over time.
 *
 * @param binSeconds length of a bin
 * @param bins one after another from the run's beginning
 */
record TimeLine(double binSeconds, List<Bin> bins) {

  /**
   * Frames that were taken within one bin.
   *
   * @param middleSeconds middle of the bin, since the run began
   * @param frames frames
   * @param hitRate share labelled by their deadlines
   * @param accuracy mean accuracy, a missed one counts 0
   * @param latencyMillis of those labelled
   */
  record Bin(
      double middleSeconds,
      int frames,
      double hitRate,
      double accuracy,
      Percentiles latencyMillis) {}

  TimeLine {
    bins = List.copyOf(bins);
  }

  /** Bins in which no frame was taken are left out. */
  static TimeLine of(List<Fate> fates, double binSeconds) {
    List<List<Fate>> byBin = new ArrayList<>();
    for (Fate fate : fates) {
      int bin = (int) (fate.dueMicros() / 1e6 / binSeconds);
      while (byBin.size() <= bin) {
        byBin.add(new ArrayList<>());
      }
      byBin.get(bin).add(fate);
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < byBin.size(); i++) {
      if (!byBin.get(i).isEmpty()) {
        bins.add(bin((i + 0.5) * binSeconds, byBin.get(i)));
      }
    }
    return new TimeLine(binSeconds, bins);
  }

  private static Bin bin(double middleSeconds, List<Fate> fates) {
    return new Bin(
        middleSeconds,
        fates.size(),
        fates.stream().mapToInt(fate -> fate.end() == End.HIT ? 1 : 0).average().orElse(0),
        fates.stream().mapToDouble(Fate::worth).average().orElse(0),
        Percentiles.ofMicros(
            fates.stream().flatMapToLong(fate -> fate.latencyMicros().stream()).toArray()));
  }
}
