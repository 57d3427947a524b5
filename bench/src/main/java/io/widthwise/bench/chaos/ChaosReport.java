package io.widthwise.bench.chaos;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of all rounds.
 *
 * @param rounds rounds played
 * @param admitted distinct frames that admission passed on
 * @param lost frames without an outcome, and published ones that were neither admitted nor
 *     quarantined
 * @param repeats outcomes beyond the first of their frame
 * @param recoverySeconds over all rounds
 * @param faults by kind
 */
@JsonPropertyOrder({"rounds", "admitted", "lost", "repeats", "recoverySeconds", "faults"})
record ChaosReport(
    int rounds,
    long admitted,
    long lost,
    long repeats,
    Seconds recoverySeconds,
    Map<String, OfKind> faults) {

  /** Median and worst time to recover, seconds. */
  record Seconds(double p50, double max) {
    static Seconds of(double... values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Seconds(rounded(median), rounded(sorted[sorted.length - 1]));
    }

    private static double rounded(double seconds) {
      return Math.round(seconds * 10) / 10.0;
    }
  }

  /** The rounds of one kind of fault. */
  record OfKind(int rounds, long lost, Seconds recoverySeconds) {}

  static ChaosReport of(List<RoundResult> rounds, FrameBook.Totals totals) {
    Map<String, OfKind> faults = new TreeMap<>();
    for (FaultKind kind : FaultKind.values()) {
      List<RoundResult> ofKind = rounds.stream().filter(round -> round.kind() == kind).toList();
      if (!ofKind.isEmpty()) {
        long lost = ofKind.stream().mapToLong(RoundResult::lost).sum();
        faults.put(kind.text(), new OfKind(ofKind.size(), lost, seconds(ofKind)));
      }
    }
    return new ChaosReport(
        rounds.size(), totals.admitted(), totals.lost(), totals.repeats(), seconds(rounds), faults);
  }

  private static Seconds seconds(List<RoundResult> rounds) {
    return Seconds.of(rounds.stream().mapToDouble(RoundResult::recoverySeconds).toArray());
  }
}
