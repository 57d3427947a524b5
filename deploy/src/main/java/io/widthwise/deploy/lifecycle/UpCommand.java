package io.widthwise.deploy.lifecycle;

import io.widthwise.deploy.Installation;
import io.widthwise.deploy.StopSignal;
import io.widthwise.deploy.connect.WorkDirectory;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.JavaCommand;
import io.widthwise.stack.JavaProcess;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the local stack and leaves it running. */
@Command(
    name = "up",
    description =
        "Start a local stack (Kafka broker, topics, Flink cluster, admission, console) and leave it"
            + " running.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise up && widthwise submit && widthwise publish --source clip.mp4 --loop",
      "  widthwise up --kafka-port 19092 --flink-port 18081 --work-dir /tmp/second"
    })
public final class UpCommand implements Callable<Integer> {
  private static final String MAIN_CLASS = "io.widthwise.deploy.Widthwise";

  static final String DELIVERY = "--delivery";

  /** What an error of the command line begins with. */
  private static final String ERROR = "widthwise: ";

  @Spec private CommandSpec spec;
  @Mixin private WorkDirectory workDirectory;
  @Mixin private StackOptions options;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = TopicNames.DEFAULT_PREFIX,
      description = "Put before each topic's name (default: ${DEFAULT-VALUE}).")
  private String topicPrefix;

  @Option(
      names = DELIVERY,
      paramLabel = "at-least-once|exactly-once",
      defaultValue = "at-least-once",
      description =
          "Guarantee of admission; submit the job with the same (default: ${DEFAULT-VALUE}).")
  private String delivery;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Path directory = workDirectory.path();
    TopicNames names = new TopicNames(topicPrefix);
    Optional<StackState> running = RunningStack.find(directory);
    if (running.isPresent()) {
      if (running.get().bootstrapServers().isBlank()) {
        throw new StackException("a stack is just being started in " + directory);
      }
      err.printf("a stack runs already in %s%n", directory);
      describe(running.get(), directory, err);
      return 0;
    }
    Files.createDirectories(directory);
    Path ready = directory.resolve(SuperviseCommand.READY);
    Path log = directory.resolve("supervisor.log");
    Files.deleteIfExists(ready);
    Files.deleteIfExists(log);
    err.printf("starting the stack in %s%n", directory);
    err.flush();
    JavaProcess supervisor = JavaProcess.startDetached(supervisor(directory, names, log));
    try (StopSignal stop = StopSignal.install()) {
      awaitReady(supervisor, ready, log);
      stop.onStop(() -> {});
    } catch (InterruptedException e) {
      supervisor.close();
      throw new StackException("stopped before the stack was ready", e);
    }
    describe(StackState.read(directory).orElseThrow(), directory, err);
    return 0;
  }

  private static void awaitReady(JavaProcess supervisor, Path ready, Path log)
      throws IOException, InterruptedException {
    while (!Files.exists(ready)) {
      if (!supervisor.isAlive()) {
        String text = Files.readString(log).strip();
        throw new StackException(text.substring(text.lastIndexOf(ERROR) + ERROR.length()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private JavaCommand supervisor(Path directory, TopicNames names, Path log) {
    List<String> arguments = new ArrayList<>();
    arguments.add("supervise");
    arguments.addAll(List.of("--work-dir", directory.toString()));
    arguments.addAll(List.of("--topic-prefix", names.prefix()));
    arguments.addAll(List.of(DELIVERY, delivery));
    arguments.addAll(options.arguments());
    return new JavaCommand(
        SuperviseCommand.NAME,
        Installation.current().app(),
        MAIN_CLASS,
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-D%s=%s".formatted(Installation.HOME, System.getProperty(Installation.HOME, "."))),
        arguments,
        Map.of(),
        log);
  }

  private static void describe(StackState stack, Path directory, PrintWriter err) {
    err.printf(
        "Kafka broker  %s%nFlink         %s%ntopics        %s*%n",
        stack.bootstrapServers(), stack.flinkAddress(), stack.topicPrefix());
    ConsoleProcess.address(directory)
        .ifPresent(address -> err.printf("console       %s%n", address));
  }
}
