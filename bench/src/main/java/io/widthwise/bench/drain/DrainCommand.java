package io.widthwise.bench.drain;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.widthwise.access.Role;
import io.widthwise.bench.CommandLineRunner;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what emptying the lanes before each checkpoint costs. */
@Command(
    name = "drain",
    description = {
      "Serves the same load with checkpoints and without, in turns, and compares deadlines and"
          + " latency; tells how long lanes took to empty."
    },
    footer = {
      "",
      "The stack must be running, with no job on it:",
      "  ./widthwise up",
      "  ./widthwise bench drain --rate 150",
      "  ./widthwise down"
    },
    mixinStandardHelpOptions = true)
public final class DrainCommand implements Callable<Integer> {
  private static final String NEVER = "1h";

  @Spec private CommandSpec spec;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise",
      description = "Work directory of the running stack (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "150",
      description = "Frames per second (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Length of each turn's half, after as long a warm-up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "2",
      description = "Turns with and without checkpoints (default: ${DEFAULT-VALUE}).")
  private int turns;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = "Time between checkpoints (default: ${DEFAULT-VALUE}).")
  private String interval;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Bundle to serve (default: the family that comes along).")
  private Path models;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    StackState stack =
        StackState.read(workDirectory)
            .orElseThrow(() -> new StackException("no stack runs in " + workDirectory));
    FlinkRest flink = new FlinkRest(URI.create(stack.flinkAddress()));
    if (flink.jobs().stream().anyMatch(job -> !job.ended())) {
      throw new StackException("a job runs already; 'cancel' it, since this submits its own");
    }
    Path logs = Files.createDirectories(workDirectory.resolve("bench"));
    CommandLineRunner commands =
        new CommandLineRunner(spec.root().userObject().getClass().getName(), logs);
    LoadRun load =
        new LoadRun(
            stack.kafka(Role.OPERATOR),
            new TopicNames(stack.topicPrefix()),
            framesPerSecond,
            seconds);
    List<LoadRun.Latencies> with = new ArrayList<>();
    List<LoadRun.Latencies> without = new ArrayList<>();
    List<DrainMetrics> drains = new ArrayList<>();
    for (int turn = 1; turn <= turns; turn++) {
      spec.commandLine().getErr().printf("turn %d of %d%n", turn, turns);
      submit(commands, interval);
      with.add(load.run());
      drains.addAll(DrainMetrics.read(flink));
      cancel(commands);
      submit(commands, NEVER);
      without.add(load.run());
      cancel(commands);
    }
    print(new DrainReport(framesPerSecond, interval, with, without, drains));
    return 0;
  }

  private void submit(CommandLineRunner commands, String checkpointInterval) throws Exception {
    List<String> submit = new ArrayList<>(List.of("submit", "--checkpoint-interval"));
    submit.addAll(List.of(checkpointInterval, "--work-dir", workDirectory.toString()));
    if (models != null) {
      submit.addAll(List.of("--models", models.toString()));
    }
    commands.run(submit.toArray(String[]::new));
  }

  private void cancel(CommandLineRunner commands) throws Exception {
    commands.run("cancel", "--work-dir", workDirectory.toString());
  }

  private void print(DrainReport report) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      out.print(report.table());
    }
    out.flush();
  }
}
