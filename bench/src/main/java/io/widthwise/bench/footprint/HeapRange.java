package io.widthwise.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a JVM has its heap. A heap of fixed size is given its pages as they are first used, which
 * takes a JVM that makes little garbage an hour; without telling them apart, that would pass for a
 * leak of native memory.
 *
 * @param from first address
 * @param to address after the last
 */
record HeapRange(long from, long to) {
  private static final Pattern SPACE = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)[,)]");
  private static final Pattern SPACE_LIMIT =
      Pattern.compile("\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");
  private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) .*");
  private static final String ANONYMOUS = "Anonymous:";
  private static final long KIBIBYTE = 1024;

  /** Reads what the diagnostic command {@code GC.heap_info} says of serial and G1 heaps. */
  static HeapRange parse(String heapInfo) throws IOException {
    long from = Long.MAX_VALUE;
    long to = 0;
    for (Pattern pattern : List.of(SPACE, SPACE_LIMIT)) {
      Matcher matcher = pattern.matcher(heapInfo);
      while (matcher.find()) {
        from = Math.min(from, Long.parseUnsignedLong(matcher.group(1), 16));
        to = Math.max(to, Long.parseUnsignedLong(matcher.group(2), 16));
      }
    }
    if (to <= from) {
      throw new IOException("the JVM does not tell where its heap is: " + heapInfo);
    }
    return new HeapRange(from, to);
  }

  /** Physical memory of the heap, bytes. */
  long residentBytes(long pid) throws IOException {
    return residentBytes(Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps")));
  }

  long residentBytes(List<String> smaps) {
    boolean inHeap = false;
    long kibibytes = 0;
    for (String line : smaps) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        long address = Long.parseUnsignedLong(mapping.group(1), 16);
        inHeap = address >= from && address < to;
      } else if (inHeap && line.startsWith(ANONYMOUS)) {
        kibibytes += Long.parseLong(line.substring(ANONYMOUS.length()).strip().split(" ", -1)[0]);
      }
    }
    return KIBIBYTE * kibibytes;
  }
}
