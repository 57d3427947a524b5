package io.widthwise.bench.fleet;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Measures time of the clock and of the processor, which differ on a machine with other work. */
final class Stopwatch {
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final long wallNanos = System.nanoTime();
  private final long cpuNanos = process.getProcessCpuTime();

  /** Time since this was made. */
  record Elapsed(double wallSeconds, double cpuSeconds) {}

  Elapsed elapsed() {
    return new Elapsed(
        (System.nanoTime() - wallNanos) / 1e9, (process.getProcessCpuTime() - cpuNanos) / 1e9);
  }
}
