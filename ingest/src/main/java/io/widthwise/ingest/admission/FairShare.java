package io.widthwise.ingest.admission;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Divides what can be passed on among cameras, max-min fairly: one that sends less than the fair
 * share loses nothing, and one that sends more keeps the fair share.
 *
 * <p>After core-stateless fair queueing (Stoica, Shenker and Zhang, 1998): of a camera with rate r,
 * the share {@code min(1, fair / r)} is kept, and the fair rate is found by trying. Every {@value
 * #WINDOW_MILLIS} ms it falls by a fifth while the queue stands, and else rises by a tenth until no
 * camera is held back. Rates are smoothed over about three of those.
 *
 * <p>Of one partition; confined to its thread. Cameras that fell silent are forgotten, so it
 * remembers no more than sent within the last seconds.
 */
final class FairShare {
  private static final long WINDOW_MILLIS = 100;
  private static final double WEIGHT_OF_NEWEST = 0.3;
  private static final double FALL = 0.8;
  private static final double RISE = 1.1;

  /** Fewer frames in a window than these are silence. */
  private static final double SILENT = 0.01;

  private final Map<String, Camera> cameras = new HashMap<>();
  private long windowEndMillis = Long.MIN_VALUE;

  /** Frames of a camera in a window. */
  private double fair = Double.POSITIVE_INFINITY;

  private static final class Camera {
    double rate;
    int arrived;
    double credit;
  }

  /**
   * Takes in a frame; true if it is within its camera's share.
   *
   * @param stands whether the queue stands
   * @param nowMillis on any clock that goes on
   */
  boolean keeps(String cameraId, boolean stands, long nowMillis) {
    if (windowEndMillis == Long.MIN_VALUE) {
      windowEndMillis = nowMillis + WINDOW_MILLIS;
    }
    if (nowMillis >= windowEndMillis) {
      endWindow(stands);
      windowEndMillis = nowMillis + WINDOW_MILLIS;
    }
    Camera camera = cameras.computeIfAbsent(cameraId, id -> new Camera());
    camera.arrived++;
    if (camera.rate <= fair) {
      return true;
    }
    camera.credit += fair / camera.rate;
    if (camera.credit < 1) {
      return false;
    }
    camera.credit--;
    return true;
  }

  private void endWindow(boolean stands) {
    double highest = 0;
    for (Iterator<Camera> all = cameras.values().iterator(); all.hasNext(); ) {
      Camera camera = all.next();
      camera.rate += WEIGHT_OF_NEWEST * (camera.arrived - camera.rate);
      camera.arrived = 0;
      highest = Math.max(highest, camera.rate);
      if (camera.rate < SILENT) {
        all.remove();
      }
    }
    if (stands) {
      fair = FALL * Math.min(fair, highest);
    } else {
      fair = RISE * fair > highest ? Double.POSITIVE_INFINITY : RISE * fair;
    }
  }
}
