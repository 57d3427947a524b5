package io.widthwise.deploy.lifecycle;

import io.widthwise.deploy.Folders;
import io.widthwise.deploy.connect.WorkDirectory;
import io.widthwise.stack.StackState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the local stack. */
@Command(
    name = "down",
    description = "Stop the local stack that 'up' started, and whatever is left of it.",
    footerHeading = "%nExamples:%n",
    footer = {"  widthwise down", "  widthwise down --purge"})
public final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WorkDirectory workDirectory;

  @Option(names = "--purge", description = "Also delete the stack's topics, checkpoints and logs.")
  private boolean purge;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Path directory = workDirectory.path();
    Optional<StackState> state = StackState.read(directory);
    if (state.isPresent()) {
      int stopped = RunningStack.stop(state.get());
      StackState.delete(directory);
      err.printf("stopped %d processes%n", stopped);
    } else {
      err.printf("no stack runs in %s%n", directory);
    }
    if (purge) {
      for (String name : List.of("kafka", "flink", "admission", ConsoleProcess.FOLDER)) {
        Folders.delete(directory.resolve(name));
      }
      for (String name : List.of("supervisor.log", "stack.lock", "ready")) {
        java.nio.file.Files.deleteIfExists(directory.resolve(name));
      }
      if (java.nio.file.Files.exists(directory)) {
        Folders.deleteIfEmpty(directory);
      }
    }
    return 0;
  }
}
