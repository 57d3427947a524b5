package io.widthwise.bench.overload;

import io.widthwise.bench.traffic.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How evenly cameras were served, against the max-min fair division of what was served in all: each
 * camera gets what it sends or an equal share of what is left, whichever is less (Bertsekas and
 * Gallager, Data Networks, 6.5.2).
 *
 * @param jainIndex of served over fair, 1 where all cameras got the same part of their fair shares,
 *     1/n where one got all (Jain, Chiu and Hawe, 1984)
 * @param smallestShare the worst camera's served over fair
 * @param cameras each of them
 */
record Fairness(double jainIndex, double smallestShare, List<Served> cameras) {

  /**
   * One camera.
   *
   * @param camera id
   * @param sent frames
   * @param labelled in time
   * @param shed frames given up
   * @param fair frames of a max-min fair division
   */
  record Served(String camera, int sent, int labelled, int shed, double fair) {
    double share() {
      return fair == 0 ? 1 : labelled / fair;
    }
  }

  static Fairness of(List<Entry> entries) {
    Map<String, int[]> counts = new TreeMap<>();
    for (Entry entry : entries) {
      int[] count = counts.computeIfAbsent(entry.camera(), camera -> new int[3]);
      count[0]++;
      count[1] += entry.hit() ? 1 : 0;
      count[2] += entry.accounted() && !entry.labelled() ? 1 : 0;
    }
    double[] fair =
        maxMin(
            counts.values().stream().mapToDouble(count -> count[0]).toArray(),
            counts.values().stream().mapToInt(count -> count[1]).sum());
    List<Served> cameras = new ArrayList<>();
    counts.forEach(
        (camera, count) ->
            cameras.add(new Served(camera, count[0], count[1], count[2], fair[cameras.size()])));
    return of(cameras, entries.isEmpty());
  }

  private static Fairness of(List<Served> cameras, boolean nobody) {
    if (nobody) {
      return new Fairness(1, 1, cameras);
    }
    double sum = cameras.stream().mapToDouble(Served::share).sum();
    double squares = cameras.stream().mapToDouble(each -> each.share() * each.share()).sum();
    return new Fairness(
        squares == 0 ? 1 : sum * sum / (cameras.size() * squares),
        cameras.stream().mapToDouble(Served::share).min().orElse(1),
        List.copyOf(cameras));
  }

  /**
   * Divides a supply among demands.
   *
   * @param demands of each
   * @param supply no more than all demands together
   */
  static double[] maxMin(double[] demands, double supply) {
    double[] given = new double[demands.length];
    double left = supply;
    int open = demands.length;
    boolean[] sated = new boolean[demands.length];
    while (open > 0) {
      double each = left / open;
      boolean anySated = false;
      for (int i = 0; i < demands.length; i++) {
        if (!sated[i] && demands[i] <= each) {
          sated[i] = true;
          given[i] = demands[i];
          left -= demands[i];
          open--;
          anySated = true;
        }
      }
      if (!anySated) {
        for (int i = 0; i < demands.length; i++) {
          given[i] = sated[i] ? given[i] : each;
        }
        return given;
      }
    }
    return given;
  }
}
