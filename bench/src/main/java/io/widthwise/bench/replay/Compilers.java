package io.widthwise.bench.replay;

import io.widthwise.stack.StackState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of the just-in-time compilers in the pipeline's JVMs, by Linux's {@code /proc}; on
 * other systems always nothing. For minutes after a start they keep whole processors busy that
 * lanes would have later.
 */
public final class Compilers {
  /** Linux cuts the names of threads, such as "C2 CompilerThread0", to 15 characters. */
  private static final String THREAD_NAME = "C[12] CompilerThre.*";

  private static final double JIFFIES_PER_SECOND = 100;

  /** Fields of {@code stat} after the name: time in user mode, and in the kernel. */
  private static final int USER = 11;

  private static final int KERNEL = 12;

  private final StackState stack;
  private Map<Path, Long> before;
  private long beforeNanos;

  public Compilers(StackState stack) {
    this.stack = stack;
    this.before = read();
    this.beforeNanos = System.nanoTime();
  }

  /** Processors that compilers kept busy in the mean since this was last asked. */
  public double processorsSinceAsked() {
    Map<Path, Long> now = read();
    long nanos = System.nanoTime();
    long jiffies = 0;
    for (Map.Entry<Path, Long> thread : now.entrySet()) {
      jiffies += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    double processors = jiffies / JIFFIES_PER_SECOND / Math.max(1e-3, (nanos - beforeNanos) / 1e9);
    before = now;
    beforeNanos = nanos;
    return processors;
  }

  private Map<Path, Long> read() {
    Map<Path, Long> jiffies = new HashMap<>();
    for (StackState.Entry process : stack.processes()) {
      Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
      if (process.find().isPresent() && Files.isDirectory(tasks)) {
        read(tasks, jiffies);
      }
    }
    return jiffies;
  }

  private static void read(Path tasks, Map<Path, Long> jiffies) {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        if (name.matches(THREAD_NAME)) {
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          jiffies.put(thread, Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL]));
        }
      }
    } catch (IOException threadEnded) {
      // Its time is missing from the sum, as that of every thread that ended before.
    }
  }
}
