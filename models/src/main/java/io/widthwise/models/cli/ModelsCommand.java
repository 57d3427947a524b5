package io.widthwise.models.cli;

import io.widthwise.models.mobilenet.ModelsCostCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code models}: make, list and measure bundles. */
@Command(
    name = "models",
    description =
        "Trains, imports and adds MobileNets, lists and measures bundles, counts what a MobileNet costs.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ImportCommand.class,
      PullCommand.class,
      AddCommand.class,
      EvaluateCommand.class,
      CalibrateCommand.class,
      ListCommand.class,
      TrainCommand.class,
      QuantiseCommand.class,
      ModelsCostCommand.class,
      KeygenCommand.class,
      SignCommand.class,
      VerifyCommand.class
    })
public final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do: models train, import, pull, add, quantise, calibrate, evaluate, list, cost, keygen, sign or verify");
  }

  /** Runs the commands without the rest of the command line. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ModelsCommand()).execute(arguments));
  }
}
