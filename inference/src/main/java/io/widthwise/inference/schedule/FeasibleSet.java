package io.widthwise.inference.schedule;

import java.util.Arrays;

/**
 * The largest set of waiting frames that can all be served in time by the fastest variant, in the
 * order of their deadlines.
 *
 * <p>Moore and Hodgson (1968): take frames in deadline order; whenever the last one would end after
 * its deadline, leave out the longest of those taken so far. This leaves out the fewest frames. A
 * frame of higher priority is never left out for one of lower priority, and among frames that are
 * alike the one whose camera has most frames taken is left out, so that cameras share what is left,
 * and of its frames the one with the earliest deadline, so that those taken are not all served at
 * the last moment.
 *
 * <p>Times of several frames are added up as they are expected, since their errors cancel out; only
 * the frame whose end is looked at gets the time that it rarely exceeds.
 */
final class FeasibleSet {
  private boolean[] kept = new boolean[16];
  private long[] serviceMicros = new long[16];
  private int[] camera = new int[16];
  private int[] keptOfCamera = new int[16];
  private String[] cameraIds = new String[32];
  private int[] cameraAt = new int[32];
  private int cameras;
  private int keptCount;

  /** Computes the set as of {@code nowMicros}. */
  void compute(WaitingFrames waiting, ServiceTimes times, long nowMicros) {
    int n = waiting.size();
    ensureRoom(n);
    forgetCameras();
    keptCount = 0;
    long endMicros = nowMicros;
    for (int i = 0; i < n; i++) {
      QueuedFrame<?> frame = waiting.get(i);
      long expected = times.expectMicros(0, frame);
      long rarelyMore = times.predictMicros(0, frame) - expected;
      long latestEnd = frame.deadlineMicros() - rarelyMore;
      serviceMicros[i] = expected;
      camera[i] = cameraNumber(frame.cameraId());
      kept[i] = nowMicros + expected <= latestEnd;
      if (!kept[i]) {
        continue;
      }
      keptCount++;
      keptOfCamera[camera[i]]++;
      endMicros += expected;
      // One removal is enough unless priorities made it a shorter frame than the one just added.
      while (endMicros > latestEnd) {
        int leftOut = leastWorthKeeping(waiting, i);
        kept[leftOut] = false;
        keptCount--;
        keptOfCamera[camera[leftOut]]--;
        endMicros -= serviceMicros[leftOut];
      }
    }
  }

  boolean keeps(int index) {
    return kept[index];
  }

  /** Expected service time of frame {@code index} with the fastest variant, microseconds. */
  long serviceMicros(int index) {
    return serviceMicros[index];
  }

  int size() {
    return keptCount;
  }

  private int leastWorthKeeping(WaitingFrames waiting, int last) {
    int worst = -1;
    for (int i = 0; i <= last; i++) {
      if (kept[i] && (worst < 0 || isWorthLess(waiting, i, worst))) {
        worst = i;
      }
    }
    return worst;
  }

  private boolean isWorthLess(WaitingFrames waiting, int a, int b) {
    int priorityA = waiting.get(a).priority();
    int priorityB = waiting.get(b).priority();
    if (priorityA != priorityB) {
      return priorityA < priorityB;
    }
    if (serviceMicros[a] != serviceMicros[b]) {
      return serviceMicros[a] > serviceMicros[b];
    }
    return keptOfCamera[camera[a]] > keptOfCamera[camera[b]];
  }

  private void forgetCameras() {
    Arrays.fill(cameraIds, null);
    Arrays.fill(keptOfCamera, 0, cameras, 0);
    cameras = 0;
  }

  /** Numbers cameras from 0 in an open hash table, since a map would allocate. */
  private int cameraNumber(String cameraId) {
    int mask = cameraIds.length - 1;
    int hash = cameraId.hashCode();
    int at = (hash ^ hash >>> 16) & mask;
    while (cameraIds[at] != null) {
      if (cameraIds[at].equals(cameraId)) {
        return cameraAt[at];
      }
      at = at + 1 & mask;
    }
    cameraIds[at] = cameraId;
    cameraAt[at] = cameras;
    return cameras++;
  }

  private void ensureRoom(int n) {
    if (kept.length < n) {
      int room = Integer.highestOneBit(n - 1) << 1;
      kept = new boolean[room];
      serviceMicros = new long[room];
      camera = new int[room];
      keptOfCamera = new int[room];
      cameras = 0;
      cameraIds = new String[2 * room];
      cameraAt = new int[2 * room];
    }
  }
}
