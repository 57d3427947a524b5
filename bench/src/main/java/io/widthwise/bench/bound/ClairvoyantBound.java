package io.widthwise.bench.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What no schedule can exceed, even one that knows every arrival, stall and service time ahead.
 *
 * <p><b>What is relaxed.</b> A real schedule serves a frame by one lane, without a pause, with one
 * rung or not at all. Here a frame may be left and resumed, be served by several lanes at once, and
 * counts {@code f_j(x)} for x of work, where {@code f_j} is the concave envelope of the rungs that
 * fit into its window ({@link ConcaveEnvelope}), stretched by its service factor. A frame that is
 * really served counts no more than that.
 *
 * <p><b>Why it bounds.</b> Tell times in work that the machine can have done by then ({@link
 * WorkWindows}); then it does one unit of work a unit of time. Let {@code cap_j(s)} be the length
 * of those segments of {@code f_j} whose slope is at least s, and F(s) the most work that frames
 * can be given in their windows, each at most {@code cap_j(s)}. Slice by slope: {@code f_j(x)} is
 * the integral of {@code min(x, cap_j(s))} over s, and what work {@code x_j} a schedule gives, the
 * {@code min(x_j, cap_j(s))} together are no more than F(s). So with the distinct slopes {@code s_1
 * > s_2 > ... > s_k > s_(k+1) = 0} no schedule exceeds
 *
 * <pre>{@code (s_1 - s_2) F(s_1) + (s_2 - s_3) F(s_2) + ... + s_k F(s_k)}</pre>
 *
 * <p><b>Why it is no more than the relaxed optimum.</b> Work that can be given is a polymatroid:
 * that of any set of frames is at most the measure of the union of their windows. There, taking
 * segments in order of falling slope is optimal (Edmonds, Submodular functions, matroids, and
 * certain polyhedra, 1970; Federgruen and Groenevelt, The greedy procedure for resource allocation
 * problems, Operations Research 34, 1986), and after all those of slope s or more it has given
 * F(s). F is a maximum flow, found by {@link EarliestDeadlineFlow}. Where all frames are alike this
 * is equal time within critical intervals, as in Yao, Demers and Shenker (A scheduling model for
 * reduced CPU energy, FOCS 1995), turned around: there speed is bought for a given work, here work
 * for a given speed.
 *
 * <p><b>Frames in time</b> are bounded with the fastest rung alone, as whole frames ({@link
 * MostFrames}) where deadlines are in the order of arrivals, else with {@code f_j(x) = x / work_j},
 * rounded down in each stretch between two moments at which nothing waits.
 *
 * <p>Time: nearly O(n) a distinct slope, of which there are at most as many as segments times
 * service factors, unless windows are too short for some of the rungs.
 */
public final class ClairvoyantBound {
  private static final double ALIKE = 1e-12;
  private static final double ROUNDING_OF_COUNT = 1e-6;

  private final WorkWindows windows;
  private final EarliestDeadlineFlow flow;

  private ClairvoyantBound(WorkWindows windows) {
    this.windows = windows;
    this.flow = new EarliestDeadlineFlow(windows);
  }

  /**
   * Returns the bound of {@code frames} served with {@code rungs} by machines of {@code capacity}.
   *
   * @throws IllegalArgumentException if there is no rung, or the capacity falls with time
   */
  public static Bound of(OfflineFrames frames, List<OfflineRung> rungs, Capacity capacity) {
    if (rungs.isEmpty()) {
      throw new IllegalArgumentException("the ladder has no rung; a bound needs at least one");
    }
    List<OfflineRung> fastestFirst =
        rungs.stream().sorted(Comparator.comparingDouble(OfflineRung::serviceMicros)).toList();
    var bound = new ClairvoyantBound(WorkWindows.of(frames, fastestFirst, capacity));
    return new Bound(
        frames.size(),
        bound.accuracySum(fastestFirst),
        bound.framesInTime(fastestFirst.get(0).serviceMicros()));
  }

  private double accuracySum(List<OfflineRung> fastestFirst) {
    List<ConcaveEnvelope> ofFastest =
        IntStream.rangeClosed(0, fastestFirst.size())
            .mapToObj(count -> ConcaveEnvelope.of(fastestFirst.subList(0, count)))
            .toList();
    List<Segment> segments = new ArrayList<>();
    for (int kind = 0; kind < windows.kinds().size(); kind++) {
      double factor = windows.kinds().get(kind).factor();
      ConcaveEnvelope envelope = ofFastest.get(windows.kinds().get(kind).fittingRungs());
      for (int k = 0; k < envelope.segments(); k++) {
        segments.add(
            new Segment(kind, envelope.slope(k) / factor, envelope.lengthMicros(k) * factor));
      }
    }
    return Arrays.stream(sliced(segments)).sum();
  }

  private int framesInTime(double fastestMicros) {
    double[] work =
        windows.kinds().stream().mapToDouble(kind -> fastestMicros * kind.factor()).toArray();
    var whole = new MostFrames(windows, work);
    if (whole.isCountable()) {
      return whole.count();
    }
    List<Segment> segments =
        IntStream.range(0, work.length)
            .mapToObj(kind -> new Segment(kind, 1 / work[kind], work[kind]))
            .toList();
    double[] parts = sliced(segments);
    int[] stretches = flow.stretches(work);
    int frames = 0;
    for (int i = 1; i < stretches.length; i++) {
      double here = Arrays.stream(parts, stretches[i - 1], stretches[i]).sum();
      frames += (int) Math.floor(here + ROUNDING_OF_COUNT);
    }
    return frames;
  }

  /** Adds up the slices, told apart by the frames that are given the work. */
  private double[] sliced(List<Segment> segments) {
    List<Segment> steepestFirst =
        segments.stream().sorted(Comparator.comparingDouble(Segment::slope).reversed()).toList();
    double[] capOfKind = new double[windows.kinds().size()];
    double[] given = new double[windows.size()];
    double[] sums = new double[windows.size()];
    int next = 0;
    while (next < steepestFirst.size()) {
      double slope = steepestFirst.get(next).slope();
      while (next < steepestFirst.size()
          && steepestFirst.get(next).slope() >= slope * (1 - ALIKE)) {
        Segment segment = steepestFirst.get(next++);
        capOfKind[segment.kind()] += segment.length();
      }
      double flatter = next < steepestFirst.size() ? steepestFirst.get(next).slope() : 0;
      flow.give(capOfKind, given);
      for (int j = 0; j < sums.length; j++) {
        sums[j] += (slope - flatter) * given[j];
      }
    }
    return sums;
  }

  /** A stretch of the utility of every frame of a kind: length in work, slope in value a work. */
  private record Segment(int kind, double slope, double length) {}
}
