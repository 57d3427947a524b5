package io.widthwise.bench.fuzz;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * The verdict on every case, a byte each, in a mapped file that outlives the process which writes
 * it; before them the worst of all cases: processor nanoseconds, heap bytes, resident kilobytes.
 */
final class CaseLog {
  private static final int HEADER_BYTES = 64;
  private static final int NANOS = 0;
  private static final int SLOWEST = 8;
  private static final int ALLOCATED = 16;
  private static final int GREEDIEST = 24;
  private static final int RESIDENT = 32;
  private static final Verdict[] VERDICTS = Verdict.values();

  private final MappedByteBuffer memory;
  private final int cases;

  private CaseLog(MappedByteBuffer memory, int cases) {
    this.memory = memory;
    this.cases = cases;
  }

  static CaseLog open(Path file, int cases) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new CaseLog(channel.map(MapMode.READ_WRITE, 0, HEADER_BYTES + (long) cases), cases);
    }
  }

  void set(int index, Verdict verdict) {
    memory.put(HEADER_BYTES + index, (byte) verdict.ordinal());
  }

  Verdict get(int index) {
    return VERDICTS[memory.get(HEADER_BYTES + index)];
  }

  void cost(int index, long nanos, long allocated) {
    if (nanos > memory.getLong(NANOS)) {
      memory.putLong(NANOS, nanos).putLong(SLOWEST, index);
    }
    if (allocated > memory.getLong(ALLOCATED)) {
      memory.putLong(ALLOCATED, allocated).putLong(GREEDIEST, index);
    }
  }

  void residentKilobytes(long kilobytes) {
    memory.putLong(RESIDENT, Math.max(kilobytes, memory.getLong(RESIDENT)));
  }

  long maxNanos() {
    return memory.getLong(NANOS);
  }

  long slowest() {
    return memory.getLong(SLOWEST);
  }

  long maxAllocated() {
    return memory.getLong(ALLOCATED);
  }

  long greediest() {
    return memory.getLong(GREEDIEST);
  }

  long residentKilobytes() {
    return memory.getLong(RESIDENT);
  }

  /** The case that a dead process was at, or -1. */
  int running() {
    for (int i = 0; i < cases; i++) {
      if (get(i) == Verdict.RUNNING) {
        return i;
      }
    }
    return -1;
  }

  /** The first case that was not begun, or the number of cases. */
  int next() {
    int index = 0;
    while (index < cases && get(index) != Verdict.NOT_RUN) {
      index++;
    }
    return index;
  }

  Map<Verdict, Integer> counts() {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (int i = 0; i < cases; i++) {
      counts.merge(get(i), 1, Integer::sum);
    }
    return counts;
  }
}
