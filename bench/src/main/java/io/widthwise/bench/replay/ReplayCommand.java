package io.widthwise.bench.replay;

import io.widthwise.bench.DurationConverter;
import io.widthwise.bench.page.ReportJson;
import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.generate.Generators;
import io.widthwise.bench.simulate.generate.TraceSources;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Replays a trace through the running pipeline. */
@Command(
    name = "replay",
    description = {
      "Publishes camera pictures at a trace's times to the running pipeline and sets what becomes of"
          + " them beside the simulator's prediction for the same trace.",
      "Where the two differ, the parts of each frame's latency tell where."
    },
    sortOptions = false,
    footer = {
      "",
      "The stack must be running and a job submitted to it:",
      "  ./widthwise up",
      "  ./widthwise submit",
      "  ./widthwise bench replay --trace arrivals.csv --deadline 50ms --load 0.7 --page replay",
      "  ./widthwise down"
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--trace",
      required = true,
      paramLabel = "FILE|NAME",
      description =
          "A CSV file with a column arrival_ms, or a generator: " + Generators.POSSIBLE + ".")
  private String trace;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "50ms",
      converter = DurationConverter.class,
      description = "Time from capture to deadline (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      defaultValue = "0.7",
      description =
          "Mean rate, a share of what all lanes serve at most with the narrowest rung (default:"
              + " ${DEFAULT-VALUE}).")
  private double load;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Most frames that are taken of the trace (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--lanes",
      paramLabel = "auto|N",
      defaultValue = "auto",
      converter = Lanes.class,
      description = "The job's lanes; auto asks Flink (default: ${DEFAULT-VALUE}).")
  private OptionalInt lanes;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Bundle that the job serves (default: the family that comes along).")
  private Path models;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = Policies.DEFAULT,
      description =
          "Policy that the job was submitted with, for the report and the simulator; replaying does"
              + " not change the job (default: ${DEFAULT-VALUE}).")
  private String policy;

  @Option(
      names = "--margin",
      paramLabel = "TIME",
      defaultValue = "3ms",
      converter = DurationConverter.class,
      description = "Margin that the job was submitted with (default: ${DEFAULT-VALUE}).")
  private Duration margin;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description =
          "How long frames are published at the same mean rate before, at the least; 0 for not at"
              + " all (default: ${DEFAULT-VALUE}).")
  private int warmUpSeconds;

  @Option(
      names = "--warm-up-limit",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description =
          "How long at most; it goes on while compilers of the pipeline's JVMs keep more than a"
              + " tenth of a processor busy (default: ${DEFAULT-VALUE}).")
  private int warmUpLimitSeconds;

  @Option(
      names = "--rehearse",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Frames of the trace that are replayed once before, to learn what the pipeline's own work"
              + " costs the lanes on this host; 0 for none (default: ${DEFAULT-VALUE}).")
  private int rehearsal;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "600",
      description = "Different pictures, drawn before (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Decides what pictures show and what disturbs the simulator (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise",
      description = "Work directory of the running stack (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Option(names = "--json", paramLabel = "OUT", description = "Write the report as JSON.")
  private Path json;

  @Option(
      names = "--page",
      paramLabel = "DIR",
      description = "Write the report as a page with plots, " + ReplayPage.PAGE + ".")
  private Path page;

  @Override
  public Integer call() throws Exception {
    ReplaySettings settings =
        new ReplaySettings(
            trace(),
            load,
            deadline,
            lanes,
            policy,
            margin,
            Duration.ofSeconds(warmUpSeconds),
            Duration.ofSeconds(warmUpLimitSeconds),
            rehearsal,
            pictures,
            seed);
    StackState stack =
        StackState.read(workDirectory)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "no stack runs in %s; start one with 'up' and 'submit'"
                            .formatted(workDirectory)));
    ReplayReport report =
        new ReplayBenchmark(
                stack, ServedBundle.open(Optional.ofNullable(models)), settings, System.err)
            .run();
    if (json != null) {
      ReportJson.write(report, json);
    }
    if (page != null) {
      ReplayPage.write(report, page);
    }
    spec.commandLine().getOut().print(ReplayText.of(report));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Trace trace() throws IOException {
    try {
      return TraceSources.find(trace, frames, seed).at(deadline);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** {@code auto} or a number. */
  private static final class Lanes implements ITypeConverter<OptionalInt> {
    @Override
    public OptionalInt convert(String text) {
      if (text.equals("auto")) {
        return OptionalInt.empty();
      }
      try {
        return OptionalInt.of(Integer.parseInt(text));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is neither auto nor a number".formatted(text));
      }
    }
  }
}
