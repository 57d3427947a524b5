package io.widthwise.deploy.lifecycle;

import io.widthwise.access.Role;
import io.widthwise.deploy.Installation;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.JavaCommand;
import io.widthwise.stack.LocalStack;
import io.widthwise.stack.Log4jConfiguration;
import io.widthwise.stack.LogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The console of a local stack, a process of its own in the folder {@code console}. */
public final class ConsoleProcess {
  static final String FOLDER = "console";
  private static final String MAIN_CLASS = "io.widthwise.deploy.Widthwise";
  private static final String ADDRESS = "address";

  private ConsoleProcess() {}

  /**
   * Starts the console, unless options leave it out. It answers some seconds later; nothing waits
   * for it.
   *
   * @param directory the stack's work directory
   * @param bundle bundle whose accuracies are shown
   * @param leaveOut beginnings of ids of cameras that it does not show
   * @return address of its page; empty if there is none
   */
  public static Optional<String> start(
      LocalStack stack,
      Installation installation,
      StackOptions options,
      Path directory,
      TopicNames names,
      Path bundle,
      List<String> leaveOut)
      throws IOException {
    OptionalInt port = options.consolePort();
    Path folder = directory.resolve(FOLDER);
    Files.deleteIfExists(folder.resolve(ADDRESS));
    if (port.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    stack.run(
        running ->
            command(
                running,
                installation,
                names,
                bundle,
                leaveOut,
                folder,
                port.getAsInt(),
                options.logFormat()));
    String address = "http://127.0.0.1:%d/".formatted(port.getAsInt());
    Files.writeString(folder.resolve(ADDRESS), address);
    return Optional.of(address);
  }

  /** Address of the console of the stack in {@code directory}, if it was started with one. */
  static Optional<String> address(Path directory) {
    try {
      return Optional.of(Files.readString(directory.resolve(FOLDER).resolve(ADDRESS)));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static JavaCommand command(
      LocalStack stack,
      Installation installation,
      TopicNames names,
      Path bundle,
      List<String> leaveOut,
      Path folder,
      int port,
      LogFormat logFormat) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + folder));
    flags.addAll(Log4jConfiguration.flags(folder, "console", logFormat));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "console",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--topic-prefix",
                names.prefix(),
                "--port",
                Integer.toString(port),
                "--state-dir",
                folder.resolve("state").toString(),
                "--bundle",
                bundle.toString()));
    leaveOut.forEach(prefix -> arguments.addAll(List.of("--leave-out", prefix)));
    stack
        .kafkaConfig(Role.CONSOLE)
        .ifPresent(file -> arguments.addAll(List.of("--kafka-config", file.toString())));
    return new JavaCommand(
        "console",
        installation.app(),
        MAIN_CLASS,
        flags,
        arguments,
        Map.of(),
        folder.resolve("console.out"));
  }
}
