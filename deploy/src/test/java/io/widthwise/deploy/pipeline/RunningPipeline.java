package io.widthwise.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.deploy.pipeline.CommandLineProcess.Outcome;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.StackState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The stack as {@code up} starts it, on free ports. */
final class RunningPipeline implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final CommandLineProcess commandLine;
  private final Path workDirectory;

  private RunningPipeline(Path home) {
    this.commandLine = new CommandLineProcess(home);
    this.workDirectory = home.resolve("work");
  }

  static RunningPipeline start(Path home, String... more) throws Exception {
    RunningPipeline pipeline = new RunningPipeline(home);
    List<String> arguments =
        new ArrayList<>(List.of("--kafka-port", "0", "--flink-port", "0", "--no-console"));
    arguments.addAll(List.of(more));
    pipeline.run("up", arguments.toArray(String[]::new));
    return pipeline;
  }

  /** Runs a command on this stack, which must succeed, and returns its standard output. */
  String run(String command, String... more) throws Exception {
    Outcome outcome = tryToRun(command, more);
    assertThat(outcome.exitCode()).as("%s said:%n%s", command, outcome.err()).isZero();
    return outcome.out();
  }

  /** Runs a command on this stack, whatever comes of it. */
  Outcome tryToRun(String command, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    // Before what is passed on to the job, after a command's own command.
    int end = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
    arguments.addAll(end, List.of("--work-dir", workDirectory.toString()));
    return commandLine.run(LIMIT, arguments.toArray(String[]::new));
  }

  StackState state() {
    return StackState.read(workDirectory).orElseThrow();
  }

  TopicNames topics() {
    return new TopicNames(state().topicPrefix());
  }

  @Override
  public void close() throws Exception {
    run("down");
  }
}
