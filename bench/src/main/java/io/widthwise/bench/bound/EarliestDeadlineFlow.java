package io.widthwise.bench.bound;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The most work that frames can be given within their windows, each at most its cap, by a machine
 * that does one unit of work a unit of time and may leave and resume a frame at will.
 *
 * <p>Time and frames are the two sides of a bipartite graph in which each frame's neighbours are an
 * interval, and this is a maximum flow in it, found greedily (Glover, Maximum matching in a convex
 * bipartite graph, Naval Research Logistics Quarterly 14, 1967; Lipski and Preparata, Acta
 * Informatica 15, 1981, with the sets used here): frames in the order in which their windows close,
 * each takes the earliest free time of its window. That is the time of least use to those after it,
 * since of the window's time they can use all from their own opening on. What a frame still lacks
 * is lost. Where windows close in the order in which they open, this is first come, first served.
 */
final class EarliestDeadlineFlow {
  private final WorkWindows windows;
  private final int[] closingFirst;

  /** Gap i is the time from opening i to the next; it fills from its start. */
  private final double[] filledUntil;

  /** A gap that is full leads towards the first one after it that is not. */
  private final int[] notFull;

  EarliestDeadlineFlow(WorkWindows windows) {
    this.windows = windows;
    this.closingFirst =
        IntStream.range(0, windows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(windows::closes))
            .mapToInt(Integer::intValue)
            .toArray();
    this.filledUntil = new double[windows.size()];
    this.notFull = new int[windows.size() + 1];
  }

  /** Gives each frame work, by the caps of their kinds, so that together it is the most. */
  void give(double[] capOfKind, double[] given) {
    if (windows.inOrder()) {
      giveFirstCome(capOfKind, given);
    } else {
      giveClosingFirst(capOfKind, given, new double[windows.size()]);
    }
  }

  /**
   * Returns the frames before whose opening all earlier ones are done or lost, and last the number
   * of frames. Whatever part of the caps is given, each stretch between two of them keeps to
   * itself: by induction over the frames in the order of closing, smaller caps fill no time that
   * greater ones left free, so each frame is done no later.
   */
  int[] stretches(double[] capOfKind) {
    int frames = windows.size();
    double[] doneOrLost = new double[frames];
    giveClosingFirst(capOfKind, new double[frames], doneOrLost);
    int[] begins = new int[frames + 1];
    int count = 0;
    double busyUntil = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < frames; j++) {
      if (busyUntil <= windows.opens(j)) {
        begins[count++] = j;
      }
      busyUntil = Math.max(busyUntil, doneOrLost[j]);
    }
    begins[count++] = frames;
    return Arrays.copyOf(begins, count);
  }

  private void giveFirstCome(double[] capOfKind, double[] given) {
    double now = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < given.length; j++) {
      double start = Math.max(now, windows.opens(j));
      given[j] = Math.max(0, Math.min(capOfKind[windows.kindOf(j)], windows.closes(j) - start));
      now = start + given[j];
    }
  }

  private void giveClosingFirst(double[] capOfKind, double[] given, double[] doneOrLost) {
    for (int gap = 0; gap < filledUntil.length; gap++) {
      filledUntil[gap] = windows.opens(gap);
      notFull[gap] = gap;
    }
    notFull[filledUntil.length] = filledUntil.length;
    for (int frame : closingFirst) {
      double cap = capOfKind[windows.kindOf(frame)];
      double closes = windows.closes(frame);
      double lacking = cap;
      double done = windows.opens(frame);
      int gap = firstNotFull(frame);
      while (lacking > 0 && gap < filledUntil.length && filledUntil[gap] < closes) {
        double end =
            gap + 1 < filledUntil.length ? windows.opens(gap + 1) : Double.POSITIVE_INFINITY;
        double free = Math.min(end, closes) - filledUntil[gap];
        if (lacking < free) {
          filledUntil[gap] += lacking;
          done = filledUntil[gap];
          lacking = 0;
          break;
        }
        lacking -= free;
        filledUntil[gap] = Math.min(end, closes);
        done = filledUntil[gap];
        if (end <= closes) {
          notFull[gap] = gap + 1;
          gap = firstNotFull(gap);
        }
      }
      given[frame] = cap - lacking;
      doneOrLost[frame] = lacking > 0 ? closes : done;
    }
  }

  private int firstNotFull(int from) {
    int gap = from;
    while (notFull[gap] != gap) {
      notFull[gap] = notFull[notFull[gap]];
      gap = notFull[gap];
    }
    return gap;
  }
}
