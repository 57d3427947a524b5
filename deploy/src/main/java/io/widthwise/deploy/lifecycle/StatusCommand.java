package io.widthwise.deploy.lifecycle;

import io.widthwise.deploy.connect.WorkDirectory;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what runs. */
@Command(
    name = "status",
    description = "Show the local stack's processes and jobs; fails if one does not run.",
    footerHeading = "%nExample:%n",
    footer = "  widthwise status")
public final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WorkDirectory workDirectory;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path directory = workDirectory.path();
    Optional<StackState> found = StackState.read(directory);
    if (found.isEmpty()) {
      spec.commandLine().getErr().printf("no stack runs in %s%n", directory);
      return 1;
    }
    StackState state = found.get();
    boolean healthy = true;
    for (StackState.Entry entry : state.processes()) {
      boolean runs = entry.find().isPresent();
      healthy &= runs;
      out.printf("%-16s %-8d %s%n", entry.name(), entry.pid(), runs ? "runs" : "is gone");
    }
    out.printf("%-16s %s%n", "broker", state.bootstrapServers());
    out.printf("%-16s %s%n", "Flink", state.flinkAddress());
    ConsoleProcess.address(directory)
        .ifPresent(address -> out.printf("%-16s %s%n", "console", address));
    try {
      for (FlinkJob job : new FlinkRest(URI.create(state.flinkAddress())).jobs()) {
        out.printf("%-16s %s %s%n", "job", job.id(), job.state());
      }
    } catch (StackException e) {
      out.printf("%-16s %s%n", "jobs", e.getMessage());
      healthy = false;
    }
    out.flush();
    return healthy ? 0 : 1;
  }
}
