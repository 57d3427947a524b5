package io.widthwise.bench.resubmit;

import io.widthwise.bench.page.ReportJson;
import io.widthwise.bench.traffic.TrafficOptions;
import io.widthwise.stack.StackState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells what jobs leave behind in a session cluster. */
@Command(
    name = "resubmit",
    description = {
      "Submits the job to the running cluster, has it serve frames and cancels it, again and again,"
          + " and looks each time at what JobManager and TaskManager still hold: class loaders,"
          + " classes, metaspace, heap, native memory, threads, file descriptors.",
      "Exits with 1 if any of it grows from job to job, or a frame has no outcome."
    },
    sortOptions = false,
    footer = {
      "",
      "The stack must be running, without a job:",
      "  ./widthwise up",
      "  ./widthwise bench resubmit --times 20",
      "  ./widthwise down"
    },
    mixinStandardHelpOptions = true)
public final class ResubmitCommand implements Callable<Integer> {
  private static final int FEWEST = 3;

  @Spec private CommandSpec spec;
  @Mixin private TrafficOptions traffic;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "20",
      description = "Jobs one after another, at least 3 (default: ${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "Jar of the job (default: the one that comes along).")
  private Path jar;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Bundle to serve (default: the family that comes along).")
  private Path models;

  @Override
  public Integer call() throws Exception {
    if (times < FEWEST) {
      throw new ParameterException(
          spec.commandLine(), "--times must be at least %d but is %d".formatted(FEWEST, times));
    }
    ResubmitReport report;
    try (ResubmitBenchmark benchmark =
        new ResubmitBenchmark(
            traffic, jar == null ? Distribution.job() : jar, arguments(), this::say)) {
      report = benchmark.run(times);
    }
    if (traffic.json() != null) {
      ReportJson.write(report, traffic.json());
    }
    if (traffic.page() != null) {
      report.write(traffic.page());
    }
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    return report.clean() ? 0 : 1;
  }

  private List<String> arguments() {
    StackState stack = traffic.stack();
    Path bundle = models == null ? Distribution.family() : models;
    return new ArrayList<>(
        List.of(
            "--bootstrap-servers",
            stack.bootstrapServers(),
            "--topic-prefix",
            stack.topicPrefix(),
            "--group-id",
            stack.topicPrefix() + "classify",
            "--models",
            bundle.toAbsolutePath().normalize().toString()));
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
