package io.widthwise.deploy;

import io.widthwise.bench.BenchCommand;
import io.widthwise.deploy.console.ConsoleCommand;
import io.widthwise.deploy.demo.DemoCommand;
import io.widthwise.deploy.doctor.DoctorCommand;
import io.widthwise.deploy.follow.ResultsCommand;
import io.widthwise.deploy.lifecycle.DownCommand;
import io.widthwise.deploy.lifecycle.StatusCommand;
import io.widthwise.deploy.lifecycle.SuperviseCommand;
import io.widthwise.deploy.lifecycle.UpCommand;
import io.widthwise.deploy.quarantine.QuarantineCommand;
import io.widthwise.deploy.release.ReleaseCommand;
import io.widthwise.deploy.release.ReleasesCommand;
import io.widthwise.deploy.traces.TracesCommand;
import io.widthwise.models.cli.ModelsCommand;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. */
@Command(
    name = "widthwise",
    description = "Classifies camera frames within their deadline.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it worked",
      "1:it failed, or a frame had not exactly one outcome",
      "2:the command line is wrong"
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      SuperviseCommand.class,
      PublishCommand.class,
      IngestCommand.class,
      SubmitCommand.class,
      CancelCommand.class,
      ResultsCommand.class,
      TracesCommand.class,
      QuarantineCommand.class,
      ConsoleCommand.class,
      AdmitCommand.class,
      AclsCommand.class,
      TopicsCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      BenchCommand.class,
      ModelsCommand.class
    })
public final class Widthwise {
  private static final List<String> VERBOSE = List.of("-v", "--verbose");

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show stack traces and what the libraries log.")
  private boolean verbose;

  private Widthwise() {}

  public static void main(String[] arguments) {
    if (Arrays.stream(arguments).anyMatch(VERBOSE::contains)) {
      // Before the first logger is made, which is before picocli has parsed anything.
      System.setProperty("widthwise.log.level", "INFO");
    }
    System.exit(commandLine().execute(arguments));
  }

  /** The command line with its errors told as one sentence. */
  public static CommandLine commandLine() {
    Widthwise root = new Widthwise();
    CommandLine all = new CommandLine(root);
    // Those of the models commands that talk to a broker, which the models module knows nothing of.
    all.getSubcommands()
        .get("models")
        .addSubcommand(new ReleaseCommand())
        .addSubcommand(new ReleasesCommand());
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              commandLine.getErr().println("widthwise: " + sentence(e));
              if (root.verbose) {
                e.printStackTrace(commandLine.getErr());
              }
              return e instanceof IllegalArgumentException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            });
  }

  private static String sentence(Throwable e) {
    return e.getMessage() == null || e.getMessage().isBlank()
        ? e.getClass().getSimpleName() + " (run again with --verbose to see where)"
        : e.getMessage();
  }
}
