package io.widthwise.inference.schedule;

import java.util.Arrays;

/**
 * The largest set of waiting frames that can all be served in time by the fastest variant, in the
 * order of their deadlines.
 *
 * <p>Moore and Hodgson (1968): take frames in deadline order; whenever the last one would end after
 * its deadline, leave out the longest of those taken so far. This leaves out the fewest frames. A
 * frame of higher priority is never left out for one of lower priority, and among frames that are
 * alike the one whose camera has most frames taken is left out, so that cameras share what is left.
 */
final class FeasibleSet {
  private boolean[] kept = new boolean[16];
  private long[] serviceMicros = new long[16];
  private int keptCount;

  /**
   * Computes the set.
   *
   * @param marginMicros how long before its deadline a frame must be done
   */
  void compute(WaitingFrames waiting, ServiceTimes times, long nowMicros, long marginMicros) {
    int n = waiting.size();
    ensureRoom(n);
    keptCount = 0;
    long endMicros = nowMicros;
    for (int i = 0; i < n; i++) {
      long latestEnd = waiting.get(i).deadlineMicros() - marginMicros;
      serviceMicros[i] = times.predictMicros(0, waiting.get(i));
      kept[i] = nowMicros + serviceMicros[i] <= latestEnd;
      if (!kept[i]) {
        continue;
      }
      keptCount++;
      endMicros += serviceMicros[i];
      // One removal is enough unless priorities made it a shorter frame than the one just added.
      while (endMicros > latestEnd) {
        int leftOut = leastWorthKeeping(waiting, i);
        kept[leftOut] = false;
        keptCount--;
        endMicros -= serviceMicros[leftOut];
      }
    }
  }

  boolean keeps(int index) {
    return kept[index];
  }

  int size() {
    return keptCount;
  }

  private int leastWorthKeeping(WaitingFrames waiting, int last) {
    int worst = -1;
    for (int i = last; i >= 0; i--) {
      if (kept[i] && (worst < 0 || isWorthLess(waiting, i, worst, last))) {
        worst = i;
      }
    }
    return worst;
  }

  private boolean isWorthLess(WaitingFrames waiting, int a, int b, int last) {
    QueuedFrame<?> frameA = waiting.get(a);
    QueuedFrame<?> frameB = waiting.get(b);
    if (frameA.priority() != frameB.priority()) {
      return frameA.priority() < frameB.priority();
    }
    if (serviceMicros[a] != serviceMicros[b]) {
      return serviceMicros[a] > serviceMicros[b];
    }
    return !frameA.cameraId().equals(frameB.cameraId())
        && keptOfCamera(waiting, frameA.cameraId(), last)
            > keptOfCamera(waiting, frameB.cameraId(), last);
  }

  private int keptOfCamera(WaitingFrames waiting, String cameraId, int last) {
    int count = 0;
    for (int i = 0; i <= last; i++) {
      if (kept[i] && waiting.get(i).cameraId().equals(cameraId)) {
        count++;
      }
    }
    return count;
  }

  private void ensureRoom(int n) {
    if (kept.length < n) {
      kept = Arrays.copyOf(kept, Math.max(n, 2 * kept.length));
      serviceMicros = Arrays.copyOf(serviceMicros, kept.length);
    }
  }
}
