package io.widthwise.console.live;

import io.widthwise.console.tally.Rung;
import io.widthwise.console.tally.RungUse;
import io.widthwise.console.tally.SecondTally;
import io.widthwise.schemas.Outcome;
import java.util.Map;
import java.util.TreeMap;

/**
 * One second, as it is plotted.
 *
 * @param classified results labelled by their deadline
 * @param p50 median latency of labelled frames, milliseconds
 * @param p99 its 99th percentile
 * @param budget mean time from capture to deadline, milliseconds
 * @param widths labelled results by width multiplier
 */
public record Point(
    long classified,
    long late,
    long shed,
    long rejected,
    double p50,
    double p99,
    double budget,
    Map<Double, Long> widths) {
  static Point of(SecondTally tally) {
    Map<Double, Long> widths = new TreeMap<>();
    for (Map.Entry<Rung, RungUse> each : tally.rungs().entrySet()) {
      widths.merge(each.getKey().width(), each.getValue().results(), Long::sum);
    }
    return new Point(
        tally.count(Outcome.CLASSIFIED),
        tally.count(Outcome.LATE),
        tally.count(Outcome.SHED),
        tally.count(Outcome.REJECTED),
        tally.latencyMillis(50),
        tally.latencyMillis(99),
        tally.budgetMillis(),
        widths);
  }

  boolean labelled() {
    return classified + late > 0;
  }
}
