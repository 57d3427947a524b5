package io.widthwise.ingest.admission;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one instance, over all its stream threads. */
final class AdmissionCounters {
  /** Camera ids are the outside's to choose, so only so many get a count of their own. */
  private static final int MAX_CAMERAS = 1_000;

  private static final String OTHERS = "others";

  final LongAdder quarantined = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder paced = new LongAdder();
  private final LongAdder admitted = new LongAdder();
  private final Map<String, LongAdder> admittedByCamera = new ConcurrentHashMap<>();

  void admitted(String cameraId) {
    admitted.increment();
    LongAdder ofCamera = admittedByCamera.get(cameraId);
    if (ofCamera == null) {
      String counted = admittedByCamera.size() < MAX_CAMERAS ? cameraId : OTHERS;
      ofCamera = admittedByCamera.computeIfAbsent(counted, camera -> new LongAdder());
    }
    ofCamera.increment();
  }

  /** Frames admitted of each camera; those beyond the first thousand share {@code others}. */
  Map<String, Long> admittedByCamera() {
    Map<String, Long> counts = new TreeMap<>();
    admittedByCamera.forEach((camera, count) -> counts.put(camera, count.sum()));
    return counts;
  }

  AdmissionStats stats() {
    return new AdmissionStats(admitted.sum(), quarantined.sum(), duplicates.sum(), paced.sum());
  }
}
