package io.widthwise.bench.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.access.Role;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.StackState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the pipeline adds to the service time of a frame. */
@Command(
    name = "latency",
    description = {
      "Publishes frames at a steady rate to the running pipeline and measures"
          + " the time from publish to result, less the service time (decode and inference).",
      "In turns with it, the same frames make one bare hop through the same broker: the baseline."
    },
    footer = {
      "",
      "The stack must be running and a job submitted to it:",
      "  ./widthwise up",
      "  ./widthwise submit",
      "  ./widthwise bench latency",
      "  ./widthwise down"
    },
    mixinStandardHelpOptions = true)
public final class LatencyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--work-dir",
      defaultValue = ".widthwise",
      description = "Work directory of the running stack (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Option(
      names = "--rate",
      defaultValue = "30",
      description = "Frames per second (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--turns",
      defaultValue = "4",
      description = "Turns of pipeline and baseline (default: ${DEFAULT-VALUE}).")
  private int turns;

  @Option(
      names = "--turn-seconds",
      defaultValue = "15",
      description = "Length of each turn's half, seconds (default: ${DEFAULT-VALUE}).")
  private int turnSeconds;

  @Option(
      names = "--warm-up-seconds",
      defaultValue = "45",
      description =
          "How long frames are published each way before measuring, seconds (default:"
              + " ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(
      names = "--warm-up-rate",
      defaultValue = "120",
      description =
          "Frames per second of the warm-up; fast, since compilers count calls and not seconds"
              + " (default: ${DEFAULT-VALUE}).")
  private double warmUpFramesPerSecond;

  @Option(
      names = "--source",
      defaultValue = "synthetic",
      description =
          "What to publish: synthetic (640x480 JPEG), a video, an MCAP recording or a directory of"
              + " images (default: ${DEFAULT-VALUE}).")
  private String source;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    StackState stack =
        StackState.read(workDirectory)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "no stack runs in %s; start one with 'up' and 'submit'"
                            .formatted(workDirectory)));
    Load load = new Load(framesPerSecond, turnSeconds);
    LatencyReport report;
    try (LatencyBenchmark benchmark =
        new LatencyBenchmark(
            stack.kafka(Role.OPERATOR), new TopicNames(stack.topicPrefix()), source, System.err)) {
      benchmark.warmUp(new Load(warmUpFramesPerSecond, warmUpSeconds));
      report = benchmark.run(load, turns);
    }
    print(report, spec.commandLine().getOut());
    return 0;
  }

  private void print(LatencyReport report, PrintWriter out) throws Exception {
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      out.print(report.table());
    }
    out.flush();
  }
}
