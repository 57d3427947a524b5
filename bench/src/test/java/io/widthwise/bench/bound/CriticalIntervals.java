package io.widthwise.bench.bound;

import java.util.ArrayList;
import java.util.List;

/**
 * Equal shares of one lane's time, as Yao, Demers and Shenker find speeds: of all intervals the one
 * with the least time for each frame inside is critical; its frames get that each; it is cut out of
 * time, and so on.
 */
final class CriticalIntervals {
  private record Window(double opens, double closes) {}

  private CriticalIntervals() {}

  static List<Double> shares(OfflineFrames frames) {
    List<Window> left = new ArrayList<>();
    for (int j = 0; j < frames.size(); j++) {
      left.add(new Window(frames.arrivalMicros()[j], frames.deadlineMicros()[j]));
    }
    List<Double> shares = new ArrayList<>();
    while (!left.isEmpty()) {
      Window critical = null;
      double least = Double.POSITIVE_INFINITY;
      for (Window first : left) {
        for (Window last : left) {
          long inside = left.stream().filter(w -> isInside(w, first.opens, last.closes)).count();
          double share = (last.closes - first.opens) / inside;
          if (inside > 0 && share < least) {
            least = share;
            critical = new Window(first.opens, last.closes);
          }
        }
      }
      double from = critical.opens;
      double to = critical.closes;
      List<Window> others = new ArrayList<>();
      for (Window window : left) {
        if (isInside(window, from, to)) {
          shares.add(least);
        } else {
          others.add(new Window(cut(window.opens, from, to), cut(window.closes, from, to)));
        }
      }
      left = others;
    }
    return shares;
  }

  private static boolean isInside(Window window, double from, double to) {
    return window.opens >= from && window.closes <= to;
  }

  private static double cut(double time, double from, double to) {
    return time <= from ? time : Math.max(from, time - (to - from));
  }
}
