package io.widthwise.deploy;

import io.widthwise.deploy.connect.Connection;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cancels jobs of a session cluster. */
@Command(
    name = "cancel",
    description = "Cancel jobs of a Flink session cluster and wait until they are over.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise cancel",
      "  widthwise cancel 5c1d…e0 --flink http://flink:8081",
      "  widthwise cancel --savepoint-dir s3://bucket/savepoints --flink http://flink:8081"
    })
public final class CancelCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String DIRECTORY_KEY = "execution.checkpointing.savepoint-dir";

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--savepoint",
      description =
          "Stop with a savepoint, and print its path, from which 'submit --from-savepoint' goes on.")
  private boolean savepoint;

  @Option(
      names = "--savepoint-dir",
      paramLabel = "DIR",
      description =
          "Make the savepoint there: a path or URI that JobManager and TaskManagers can write"
              + " (default: the cluster's execution.checkpointing.savepoint-dir). Implies"
              + " --savepoint.")
  private String savepointDirectory;

  @Parameters(
      arity = "0..*",
      paramLabel = "JOB",
      description = "Ids of the jobs (default: every job called 'widthwise…').")
  private List<String> ids = List.of();

  @Override
  public Integer call() {
    FlinkRest flink = connection.flink();
    List<String> chosen = ids.isEmpty() ? ours(flink) : ids;
    List<StackException> failures = new ArrayList<>();
    for (String id : chosen) {
      try {
        end(flink, id);
        spec.commandLine().getErr().printf("job %s is over%n", id);
      } catch (StackException e) {
        failures.add(e);
        spec.commandLine().getErr().printf("job %s was not ended: %s%n", id, e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      // The reasons are told above; which jobs are over must not be lost for one that is not.
      throw new StackException(
          "%d of %d jobs were not ended".formatted(failures.size(), chosen.size()),
          failures.get(0));
    }
    if (chosen.isEmpty()) {
      spec.commandLine().getErr().printf("no job of ours runs at %s%n", connection.flinkAddress());
    }
    return 0;
  }

  private void end(FlinkRest flink, String id) {
    if (savepoint || savepointDirectory != null) {
      spec.commandLine().getOut().println(stopWithSavepoint(flink, id));
    } else {
      flink.cancel(id, LIMIT);
    }
  }

  private String stopWithSavepoint(FlinkRest flink, String id) {
    try {
      return flink.stopWithSavepoint(id, Optional.ofNullable(savepointDirectory), LIMIT);
    } catch (StackException e) {
      if (savepointDirectory == null && e.getMessage().contains(DIRECTORY_KEY)) {
        throw new StackException(
            "the cluster has no folder for savepoints: name one with --savepoint-dir, or set %s in its configuration"
                .formatted(DIRECTORY_KEY),
            e);
      }
      throw e;
    }
  }

  private static List<String> ours(FlinkRest flink) {
    return flink.jobs().stream()
        .filter(job -> !job.ended() && job.name().startsWith("widthwise"))
        .map(FlinkJob::id)
        .toList();
  }
}
