package io.widthwise.bench.overload;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.widthwise.bench.footprint.Footprint;
import java.util.List;

/**
 * What a process took in an overload; sizes are bytes.
 *
 * @param process name
 * @param limit what its JVM's settings allow in all
 * @param peakResident most physical memory, pages of mapped files apart
 * @param peakHeap most heap in use
 * @param peakNonHeap most metaspace, code and the like
 * @param peakDirect most in direct buffers
 * @param heapBefore heap in use after a collection, before the overload
 * @param heapAfter the same after the last calm
 * @param startedAgain whether it died meanwhile
 */
record ProcessMemory(
    String process,
    long limit,
    long peakResident,
    long peakHeap,
    long peakNonHeap,
    long peakDirect,
    long heapBefore,
    long heapAfter,
    boolean startedAgain) {
  private static final double MAY_KEEP_SHARE = 0.2;

  /** A Kafka producer keeps the buffers of its busiest moment, up to 32 MiB. */
  private static final long MAY_KEEP = 48L << 20;

  /**
   * Sums up.
   *
   * @param footprints the first and the last of which were read after a collection
   */
  static ProcessMemory of(String process, long limit, List<Footprint> footprints) {
    List<Footprint> collected = footprints.stream().filter(Footprint::collected).toList();
    return new ProcessMemory(
        process,
        limit,
        footprints.stream().mapToLong(Footprint::anonymous).max().orElse(0),
        footprints.stream().mapToLong(Footprint::heap).max().orElse(0),
        footprints.stream().mapToLong(Footprint::nonHeap).max().orElse(0),
        footprints.stream().mapToLong(Footprint::direct).max().orElse(0),
        collected.get(0).heap(),
        collected.get(collected.size() - 1).heap(),
        footprints.stream().mapToLong(Footprint::pid).distinct().count() > 1);
  }

  /** Never over its limit, never died, and nothing to speak of kept afterwards. */
  @JsonProperty
  boolean bounded() {
    return !startedAgain
        && peakResident <= limit
        && heapAfter <= heapBefore + Math.max(MAY_KEEP, MAY_KEEP_SHARE * heapBefore);
  }
}
