package io.widthwise.bench.replay;

import io.widthwise.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Who used the processors during a run. All of the pipeline shares them with the lanes, and so does
 * whatever else the host does.
 *
 * @param seconds length of the run
 * @param processors of the host
 * @param cores processors that each process of the pipeline, and this one, kept busy in the mean
 * @param otherCores what all else kept busy, the hypervisor's theft included; unknown on systems
 *     without {@code /proc/stat}
 */
public record HostUse(
    double seconds, int processors, Map<String, Double> cores, OptionalDouble otherCores) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final double JIFFIES_PER_SECOND = 100;
  private static final String THIS_PROCESS = "bench";

  /** Fields of the line "cpu" of /proc/stat, after the word, that count time at rest. */
  private static final int IDLE = 3;

  private static final int WAITING = 4;

  /** Later fields are guests' time, which is among the users'. */
  private static final int FIELDS = 8;

  /**
   * Processor time until a moment.
   *
   * @param nanoTime the moment, by {@link System#nanoTime}
   * @param seconds by process
   * @param busySeconds of the whole host, if known
   */
  public record Reading(long nanoTime, Map<String, Double> seconds, OptionalDouble busySeconds) {
    public static Reading take(StackState stack) {
      Map<String, Double> seconds = new TreeMap<>();
      for (StackState.Entry process : stack.processes()) {
        process.find().ifPresent(handle -> seconds.merge(process.name(), cpu(handle), Double::sum));
      }
      seconds.put(THIS_PROCESS, cpu(ProcessHandle.current()));
      return new Reading(System.nanoTime(), seconds, busyOfHost());
    }

    private static double cpu(ProcessHandle process) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static OptionalDouble busyOfHost() {
      try {
        return parse(Files.readAllLines(STAT).get(0));
      } catch (IOException e) {
        return OptionalDouble.empty(); // a system other than Linux
      }
    }

    static OptionalDouble parse(String line) {
      String[] cells = line.strip().split(" +", -1);
      if (cells.length <= FIELDS) {
        return OptionalDouble.empty();
      }
      double jiffies = 0;
      for (int field = 0; field < FIELDS; field++) {
        if (field != IDLE && field != WAITING) {
          jiffies += Long.parseLong(cells[field + 1]);
        }
      }
      return OptionalDouble.of(jiffies / JIFFIES_PER_SECOND);
    }
  }

  public static HostUse between(Reading from, Reading to) {
    double seconds = (to.nanoTime() - from.nanoTime()) / 1e9;
    Map<String, Double> cores = new TreeMap<>();
    double ours = 0;
    for (Map.Entry<String, Double> process : to.seconds().entrySet()) {
      double used = process.getValue() - from.seconds().getOrDefault(process.getKey(), 0.0);
      cores.put(process.getKey(), used / seconds);
      ours += used;
    }
    OptionalDouble others =
        from.busySeconds().isEmpty() || to.busySeconds().isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                Math.max(
                    0,
                    (to.busySeconds().getAsDouble() - from.busySeconds().getAsDouble() - ours)
                        / seconds));
    return new HostUse(seconds, Runtime.getRuntime().availableProcessors(), cores, others);
  }
}
