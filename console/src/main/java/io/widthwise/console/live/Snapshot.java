package io.widthwise.console.live;

import io.widthwise.console.tally.CameraState;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Everything that the page shows, at one moment.
 *
 * @param version counts snapshots
 * @param overview the fleet at one glance
 * @param cameras all cameras, by id
 * @param points seconds that are plotted
 */
public record Snapshot(
    long version, Overview overview, List<CameraState> cameras, NavigableMap<Long, Point> points) {

  /**
   * The plotted seconds from {@code fromSecond} up to the last that is over.
   *
   * @param fromSecond seconds since the epoch
   */
  public Series series(long fromSecond) {
    long last = overview.timeMillis() / 1_000 - 1;
    if (points.isEmpty()) {
      return Series.of(points, last + 1, last);
    }
    return Series.of(points, Math.max(fromSecond, points.firstKey()), last);
  }

  /** A camera as all instances last knew it. */
  public Optional<CameraState> camera(String id) {
    int low = 0;
    int high = cameras.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = cameras.get(middle).cameraId().compareTo(id);
      if (order == 0) {
        return Optional.of(cameras.get(middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  static Snapshot empty(Overview overview) {
    return new Snapshot(0, overview, List.of(), Collections.emptyNavigableMap());
  }
}
