package io.widthwise.deploy;

import io.widthwise.deploy.connect.Connection;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import java.time.Duration;
import java.util.List;
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
    footer = {"  widthwise cancel", "  widthwise cancel 5c1d…e0 --flink http://flink:8081"})
public final class CancelCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--savepoint",
      description =
          "Stop with a savepoint, and print its path, from which 'submit --from-savepoint' goes on.")
  private boolean savepoint;

  @Parameters(
      arity = "0..*",
      paramLabel = "JOB",
      description = "Ids of the jobs (default: every job called 'widthwise…').")
  private List<String> ids = List.of();

  @Override
  public Integer call() {
    FlinkRest flink = connection.flink();
    List<String> chosen = ids.isEmpty() ? ours(flink) : ids;
    for (String id : chosen) {
      if (savepoint) {
        spec.commandLine().getOut().println(flink.stopWithSavepoint(id, LIMIT));
      } else {
        flink.cancel(id, LIMIT);
      }
      spec.commandLine().getErr().printf("job %s is over%n", id);
    }
    if (chosen.isEmpty()) {
      spec.commandLine().getErr().printf("no job of ours runs at %s%n", connection.flinkAddress());
    }
    return 0;
  }

  private static List<String> ours(FlinkRest flink) {
    return flink.jobs().stream()
        .filter(job -> !job.ended() && job.name().startsWith("widthwise"))
        .map(FlinkJob::id)
        .toList();
  }
}
