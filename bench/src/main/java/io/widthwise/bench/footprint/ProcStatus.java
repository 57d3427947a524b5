package io.widthwise.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the kernel says of a process.
 *
 * @param residentBytes physical memory, pages of mapped files included
 * @param anonymousBytes physical memory without those pages, which the kernel takes back at will
 * @param threads threads
 * @param openFiles file descriptors
 */
record ProcStatus(long residentBytes, long anonymousBytes, int threads, int openFiles) {
  private static final Path PROC = Path.of("/proc");
  private static final long KIBIBYTE = 1024;

  /**
   * Asks the kernel.
   *
   * @throws IOException if the process has ended, or the system has no {@code /proc}
   */
  static ProcStatus read(long pid) throws IOException {
    Path process = PROC.resolve(Long.toString(pid));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return parse(Files.readAllLines(process.resolve("status")), Math.toIntExact(files.count()));
    }
  }

  static ProcStatus parse(List<String> status, int openFiles) throws IOException {
    return new ProcStatus(
        KIBIBYTE * value(status, "VmRSS"),
        KIBIBYTE * value(status, "RssAnon"),
        Math.toIntExact(value(status, "Threads")),
        openFiles);
  }

  private static long value(List<String> status, String name) throws IOException {
    String prefix = name + ":";
    for (String line : status) {
      if (line.startsWith(prefix)) {
        return Long.parseLong(line.substring(prefix.length()).strip().split(" ", -1)[0]);
      }
    }
    throw new IOException("the process tells no %s: has it ended?".formatted(name));
  }
}
