package io.widthwise.console.live;

import io.widthwise.console.tally.SecondTally;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The seconds of all instances: tallies of the last minute, and points of all that is plotted. */
final class Seconds {
  static final int WINDOW_SECONDS = 60;

  private final int history;
  private final TreeMap<Long, SecondTally> recent = new TreeMap<>();
  private final TreeMap<Long, Point> points = new TreeMap<>();

  /**
   * @param history how many seconds are plotted
   */
  Seconds(int history) {
    this.history = history;
  }

  /** Takes over what is known of the seconds from {@code from} on, in place of what was. */
  void replace(long from, Map<Long, SecondTally> merged, long nowSecond) {
    recent.tailMap(from).clear();
    points.tailMap(from).clear();
    merged.forEach(
        (second, tally) -> {
          points.put(second, Point.of(tally));
          if (second > nowSecond - WINDOW_SECONDS - 1) {
            recent.put(second, tally);
          }
        });
    recent.headMap(nowSecond - WINDOW_SECONDS).clear();
    points.headMap(nowSecond - history).clear();
  }

  /** The last seconds that are over, together. */
  SecondTally last(int seconds, long nowSecond) {
    SecondTally all = new SecondTally();
    recent.subMap(nowSecond - seconds, nowSecond).values().forEach(all::merge);
    return all;
  }

  /** How many of the last seconds there is anything to tell of: fewer than a minute at first. */
  int covered(long nowSecond) {
    return recent.isEmpty()
        ? WINDOW_SECONDS
        : (int) Math.max(1, Math.min(WINDOW_SECONDS, nowSecond - recent.firstKey()));
  }

  NavigableMap<Long, Point> points() {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(points));
  }
}
