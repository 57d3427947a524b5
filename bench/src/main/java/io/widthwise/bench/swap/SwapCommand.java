package io.widthwise.bench.swap;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.widthwise.access.Role;
import io.widthwise.bench.DurationConverter;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.StackState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what swapping releases costs in deadlines. */
@Command(
    name = "swap",
    description = {
      "Publishes frames at a steady rate to the running pipeline and releases copies of the bundle,"
          + " which every lane swaps to; prints the deadlines met within 2 s of a swap and while a"
          + " release is loaded, each over those met elsewhere in the same run.",
      "The job must have been submitted with the same bundle, and serves the last copy afterwards."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class SwapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--work-dir",
      defaultValue = ".widthwise",
      description = "Work directory of the running stack (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      required = true,
      description = "Bundle that the job serves; the copies go to the work directory.")
  private Path models;

  @Option(
      names = "--rate",
      defaultValue = "120",
      description = "Frames per second (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--budget",
      defaultValue = "100ms",
      converter = DurationConverter.class,
      description = "Budget of every frame (default: ${DEFAULT-VALUE}).")
  private Duration budget;

  @Option(names = "--swaps", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int swaps;

  @Option(
      names = "--every",
      defaultValue = "20s",
      converter = DurationConverter.class,
      description = "Time from one release to the next (default: ${DEFAULT-VALUE}).")
  private Duration every;

  @Option(
      names = "--warm-up",
      defaultValue = "45s",
      converter = DurationConverter.class,
      description = "Time before the first release (default: ${DEFAULT-VALUE}).")
  private Duration warmUp;

  @Option(names = "--json", paramLabel = "OUT", description = "Write the figures to this file.")
  private Path json;

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
    SwapReport report =
        new SwapBenchmark(
                stack.kafka(Role.OPERATOR),
                new TopicNames(stack.topicPrefix()),
                new BundleCopies(
                    LadderBundle.open(models), workDirectory.resolve("bench-swap-bundles")),
                System.err)
            .run(framesPerSecond, (int) budget.toMillis(), swaps, every, warmUp);
    spec.commandLine().getOut().print(report.table());
    spec.commandLine().getOut().flush();
    if (json != null) {
      Files.createDirectories(json.toAbsolutePath().getParent());
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValue(json.toFile(), report);
    }
    return report.lost() == 0 ? 0 : 1;
  }
}
