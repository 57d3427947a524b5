package io.widthwise.bench.journal;

import io.widthwise.inference.crash.CrashGuard;
import io.widthwise.inference.crash.WorkedFrame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures what the crash journal costs a frame, in time of the processor and not of the clock, so
 * that other work on the machine counts little.
 */
@Command(
    name = "journal",
    description =
        "Measures what remembering a frame in the crash journal costs, with no work in it.",
    mixinStandardHelpOptions = true)
public final class JournalCommand implements Callable<Integer> {
  private static final int ROUNDS = 21;

  @Spec private CommandSpec spec;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "200000",
      description =
          "Frames in each of 21 rounds, the first of which warms up (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where to keep the journal (default: a temporary folder).")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    Path folder = directory == null ? Files.createTempDirectory("widthwise-journal") : directory;
    WorkedFrame frame =
        new WorkedFrame("widthwise.frames", 3, 123_456, "gate-4", "gate-4/123456/1800000000000000");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] nanos = new double[ROUNDS];
    try (CrashGuard guard = CrashGuard.open(folder)) {
      for (int round = 0; round < ROUNDS; round++) {
        long started = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < frames; i++) {
          guard.<Object, RuntimeException>run(frame, () -> frame);
        }
        nanos[round] = (threads.getCurrentThreadCpuTime() - started) / (double) frames;
      }
    }
    double[] counted = Arrays.copyOfRange(nanos, 1, ROUNDS);
    Arrays.sort(counted);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%.0f ns of processor time a frame (median of %d rounds; best %.0f, worst %.0f)%n",
            counted[counted.length / 2],
            counted.length,
            counted[0],
            counted[counted.length - 1]);
    return 0;
  }
}
