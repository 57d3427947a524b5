package io.widthwise.deploy.lifecycle;

import io.widthwise.stack.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options for the console that comes with a stack. */
final class ConsoleOptions {
  private static final String PORT = "--console-port";
  private static final int DEFAULT_PORT = 8090;

  @Option(
      names = "--no-console",
      description = "Leave the console out: the process that serves a live web page.")
  private boolean none;

  @Option(
      names = PORT,
      paramLabel = "PORT",
      description =
          "Port of the console's page; 0 picks a free one (default: 8090, or a free one if it is"
              + " taken).")
  private Integer port;

  /** These options as they would be written on a command line. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (none) {
      arguments.add("--no-console");
    }
    if (port != null) {
      arguments.addAll(List.of(PORT, port.toString()));
    }
    return arguments;
  }

  /**
   * The port to listen on; empty if there is to be no console.
   *
   * @throws io.widthwise.stack.StackException if the port asked for is taken
   */
  OptionalInt port() {
    if (none) {
      return OptionalInt.empty();
    }
    if (port == null) {
      return OptionalInt.of(Ports.isFree(DEFAULT_PORT) ? DEFAULT_PORT : Ports.orFree(0));
    }
    if (port != 0) {
      Ports.requireFree(port, "the console", PORT);
    }
    return OptionalInt.of(Ports.orFree(port));
  }
}
