package io.widthwise.bench.bound;

import java.util.Arrays;

/**
 * The greatest number of frames, each with a fixed amount of work to be done whole, that a machine
 * doing one unit of work a unit of time serves within their windows, where windows close in the
 * order in which they open.
 *
 * <p>Any set that can be served at all can then be served in that order without leaving a frame
 * half done. So with {@code e(c)} the earliest end of any {@code c} of the frames seen so far, the
 * next frame of work p gives
 *
 * <pre>{@code e(c + 1) = min(e(c + 1), max(e(c), opens) + p if that is <= closes)}</pre>
 *
 * (Kise, Ibaraki and Mine, A solvable case of the one-machine scheduling problem with ready and due
 * times, Operations Research 26, 1978, solve the same problem greedily.) Ends before the next
 * opening are alike, so of these only the greatest count is carried on, and at most a window's
 * length over the least work are left.
 */
final class MostFrames {
  private static final double MOST_STEPS = 1e9;

  private final WorkWindows windows;
  private final double[] workOfKind;

  MostFrames(WorkWindows windows, double[] workOfKind) {
    this.windows = windows;
    this.workOfKind = workOfKind;
  }

  /** Tells whether windows are in order and counting takes no more than about a second. */
  boolean isCountable() {
    double longest = 0;
    for (int j = 0; j < windows.size(); j++) {
      longest = Math.max(longest, windows.closes(j) - windows.opens(j));
    }
    double least = Arrays.stream(workOfKind).min().orElse(1);
    double carried = Math.min(windows.size(), 1 + longest / least);
    return windows.inOrder() && windows.size() * carried <= MOST_STEPS;
  }

  int count() {
    double[] earliestEnd = new double[windows.size() + 1];
    Arrays.fill(earliestEnd, Double.POSITIVE_INFINITY);
    earliestEnd[0] = Double.NEGATIVE_INFINITY;
    int done = 0;
    int most = 0;
    for (int j = 0; j < windows.size(); j++) {
      double opens = windows.opens(j);
      double work = workOfKind[windows.kindOf(j)];
      while (done < most && earliestEnd[done + 1] <= opens) {
        done++;
      }
      for (int c = most; c >= done; c--) {
        double end = Math.max(earliestEnd[c], opens) + work;
        if (end <= windows.closes(j) && end < earliestEnd[c + 1]) {
          earliestEnd[c + 1] = end;
        }
      }
      if (earliestEnd[most + 1] < Double.POSITIVE_INFINITY) {
        most++;
      }
    }
    return most;
  }
}
