package io.widthwise.console.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plotted seconds in columns; one entry for every second, without a gap.
 *
 * @param t seconds since the epoch
 * @param p50 median latency of labelled frames, milliseconds; null in seconds without any
 * @param p99 its 99th percentile
 * @param budget mean time from capture to deadline; null in seconds without results
 * @param widths labelled results by width multiplier
 */
public record Series(
    List<Long> t,
    List<Long> classified,
    List<Long> late,
    List<Long> shed,
    List<Long> rejected,
    List<Double> p50,
    List<Double> p99,
    List<Double> budget,
    TreeMap<String, List<Long>> widths) {
  private static final Point NOTHING = new Point(0, 0, 0, 0, 0, 0, 0, new TreeMap<>());

  static Series of(NavigableMap<Long, Point> points, long from, long to) {
    Series series =
        new Series(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new TreeMap<>());
    Set<Double> widths = widths(points.values());
    for (long second = from; second <= to; second++) {
      series.add(second, points.getOrDefault(second, NOTHING), widths);
    }
    return series;
  }

  private static Set<Double> widths(Collection<Point> points) {
    Set<Double> widths = new TreeSet<>();
    points.forEach(point -> widths.addAll(point.widths().keySet()));
    return widths;
  }

  private void add(long second, Point point, Set<Double> all) {
    t.add(second);
    classified.add(point.classified());
    late.add(point.late());
    shed.add(point.shed());
    rejected.add(point.rejected());
    p50.add(point.labelled() ? Rounded.tenths(point.p50()) : null);
    p99.add(point.labelled() ? Rounded.tenths(point.p99()) : null);
    budget.add(point.budget() > 0 ? Rounded.tenths(point.budget()) : null);
    for (Double width : all) {
      widths
          .computeIfAbsent(Double.toString(width), key -> new ArrayList<>())
          .add(point.widths().getOrDefault(width, 0L));
    }
  }
}
