package io.widthwise.deploy;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options in a shell. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash (or zsh).",
    footerHeading = "%nExample:%n",
    footer = "  source <(widthwise completion bash)")
public final class CompletionCommand implements Callable<Integer> {
  /** Shells that understand the script; zsh by its own emulation of bash's completion. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("widthwise", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
