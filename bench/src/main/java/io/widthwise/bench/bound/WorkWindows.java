package io.widthwise.bench.bound;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The frames that can be served at all, with arrival and deadline told in work that the machine can
 * have done by then. So told, the machine does one unit of work a unit of time, whatever its lanes,
 * stalls and speed. In order of opening, then of closing.
 *
 * <p>Frames that could use the same rungs at the same factor are of one kind.
 */
final class WorkWindows {
  /**
   * What frames of a kind have in common.
   *
   * @param fittingRungs how many rungs, the fastest first, fit into the window of such a frame
   * @param factor their service factor
   */
  record Kind(int fittingRungs, double factor) {}

  /**
   * Windows close later by this share of the greatest work: more than the rounding errors of adding
   * up the work of 10,000s of frames, and far less than any service time, so that rounding never
   * makes a bound of what is none.
   */
  private static final double ROUNDING = 1e-11;

  private final double[] opens;
  private final double[] closes;
  private final int[] kindOf;
  private final List<Kind> kinds;
  private final boolean inOrder;

  private WorkWindows(double[] opens, double[] closes, int[] kindOf, List<Kind> kinds) {
    this.opens = opens;
    this.closes = closes;
    this.kindOf = kindOf;
    this.kinds = kinds;
    boolean rising = true;
    for (int j = 1; j < closes.length; j++) {
      rising &= closes[j - 1] <= closes[j];
    }
    this.inOrder = rising;
  }

  /**
   * @param fastestFirst rungs by rising service time
   */
  static WorkWindows of(OfflineFrames frames, List<OfflineRung> fastestFirst, Capacity capacity) {
    double[] opened = workUntil(frames.arrivalMicros(), capacity);
    double[] closed = workUntil(frames.deadlineMicros(), capacity);
    double slack = ROUNDING * Math.max(greatest(opened), greatest(closed));

    Map<Kind, Integer> numbers = new HashMap<>();
    List<Kind> kinds = new ArrayList<>();
    int[] kindOf = new int[frames.size()];
    for (int j = 0; j < kindOf.length; j++) {
      double factor = frames.serviceFactor()[j];
      int fitting = fitting(fastestFirst, factor, workOfOneFrame(frames, j, capacity) + slack);
      kindOf[j] =
          fitting == 0
              ? -1
              : numbers.computeIfAbsent(
                  new Kind(fitting, factor),
                  kind -> {
                    kinds.add(kind);
                    return kinds.size() - 1;
                  });
    }

    int[] order =
        IntStream.range(0, kindOf.length)
            .filter(j -> kindOf[j] >= 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(j -> opened[j])
                    .thenComparingDouble(j -> closed[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] opens = new double[order.length];
    double[] closes = new double[order.length];
    int[] kindInOrder = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      opens[i] = opened[order[i]];
      closes[i] = closed[order[i]] + slack;
      kindInOrder[i] = kindOf[order[i]];
    }
    return new WorkWindows(opens, closes, kindInOrder, List.copyOf(kinds));
  }

  int size() {
    return opens.length;
  }

  double opens(int frame) {
    return opens[frame];
  }

  double closes(int frame) {
    return closes[frame];
  }

  int kindOf(int frame) {
    return kindOf[frame];
  }

  List<Kind> kinds() {
    return kinds;
  }

  /** Tells whether no window closes before one that opened earlier. */
  boolean inOrder() {
    return inOrder;
  }

  private static double[] workUntil(double[] micros, Capacity capacity) {
    double[] work = new double[micros.length];
    for (int j = 0; j < work.length; j++) {
      work[j] = capacity.workUntil(micros[j]);
      if (!Double.isFinite(work[j])) {
        throw new IllegalArgumentException(
            "the capacity until %s µs must be finite, but is %s".formatted(micros[j], work[j]));
      }
    }
    return work;
  }

  private static double workOfOneFrame(OfflineFrames frames, int frame, Capacity capacity) {
    double arrival = frames.arrivalMicros()[frame];
    double deadline = frames.deadlineMicros()[frame];
    if (deadline <= arrival) {
      return Double.NEGATIVE_INFINITY;
    }
    double work = capacity.workOfOneFrame(arrival, deadline);
    if (!(work >= 0)) {
      throw new IllegalArgumentException(
          "the capacity must not fall, but gives %s µs of work from %s to %s µs"
              .formatted(work, arrival, deadline));
    }
    return work;
  }

  private static int fitting(List<OfflineRung> fastestFirst, double factor, double work) {
    int fitting = 0;
    while (fitting < fastestFirst.size()
        && fastestFirst.get(fitting).serviceMicros() * factor <= work) {
      fitting++;
    }
    return fitting;
  }

  private static double greatest(double[] values) {
    double greatest = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }
}
