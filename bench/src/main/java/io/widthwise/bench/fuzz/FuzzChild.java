package io.widthwise.bench.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that a native fault may kill. It writes to its log which case it begins before it
 * begins it, and what became of it after.
 */
public final class FuzzChild {
  static final int HUNG = 3;
  static final long SLOW_NANOS = 1_000_000_000L;
  private static final long HANG_NANOS = 20_000_000_000L;
  private static final long WATCH_NANOS = 100_000_000L;
  private static final int RESIDENT_EVERY = 500;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FuzzTarget target;
  private final Mutator mutator;
  private final CaseLog log;
  private final Path faults;
  private volatile long startedNanos;
  private volatile int current = -1;

  private FuzzChild(FuzzTarget target, long seed, CaseLog log, Path faults) {
    this.target = target;
    this.mutator = new Mutator(target, seed);
    this.log = log;
    this.faults = faults;
  }

  /** Arguments: target, seed, number of cases, log file, file for faults, folder for files. */
  public static void main(String[] arguments) throws Exception {
    int cases = Integer.parseInt(arguments[2]);
    CaseLog log = CaseLog.open(Path.of(arguments[3]), cases);
    try (FuzzTarget target = FuzzTargets.open(arguments[0], Path.of(arguments[5]))) {
      FuzzChild child =
          new FuzzChild(target, Long.parseLong(arguments[1]), log, Path.of(arguments[4]));
      Thread watch = new Thread(child::watch, "watchdog");
      watch.setDaemon(true);
      watch.start();
      for (byte[] sound : target.seeds()) {
        // Also loads classes, whose cost is not the first case's.
        if (target.read(sound.clone()) != Verdict.ACCEPTED) {
          throw new IllegalStateException("a sound input of %s is refused".formatted(arguments[0]));
        }
      }
      for (int i = log.next(); i < cases; i++) {
        child.run(i);
      }
      child.log.residentKilobytes(residentKilobytes());
    }
    System.exit(0);
  }

  private void run(int index) throws IOException {
    byte[] bytes = mutator.make(index);
    log.set(index, Verdict.RUNNING);
    startedNanos = System.nanoTime();
    current = index;
    long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    long nanosBefore = THREADS.getCurrentThreadCpuTime();
    Verdict verdict;
    try {
      verdict = target.read(bytes);
    } catch (Exception | Error e) {
      verdict = Verdict.FAULT;
      note(index, e);
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    current = -1;
    log.cost(index, nanos, allocated);
    if (verdict != Verdict.FAULT && nanos > SLOW_NANOS) {
      verdict = Verdict.SLOW;
    } else if (verdict != Verdict.FAULT && allocated > target.maxAllocatedBytes()) {
      verdict = Verdict.GREEDY;
    }
    log.set(index, verdict);
    if (index % RESIDENT_EVERY == 0) {
      log.residentKilobytes(residentKilobytes());
    }
  }

  private void note(int index, Throwable fault) throws IOException {
    StackTraceElement[] trace = fault.getStackTrace();
    Files.writeString(
        faults,
        "%d: %s%n    %s%n"
            .formatted(
                index, fault, Arrays.toString(Arrays.copyOf(trace, Math.min(8, trace.length)))),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void watch() {
    while (true) {
      LockSupport.parkNanos(WATCH_NANOS);
      int index = current;
      if (index >= 0 && System.nanoTime() - startedNanos > HANG_NANOS && index == current) {
        log.set(index, Verdict.HANG);
        Runtime.getRuntime().halt(HUNG);
      }
    }
  }

  /** Peak resident memory of this process where the system tells it, else 0. */
  private static long residentKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}
