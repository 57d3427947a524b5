package io.widthwise.deploy.console;

import io.widthwise.access.KafkaAccess;
import io.widthwise.access.Role;
import io.widthwise.console.Console;
import io.widthwise.console.ConsoleSettings;
import io.widthwise.console.live.LadderRung;
import io.widthwise.console.tally.Rung;
import io.widthwise.deploy.DurationConverter;
import io.widthwise.deploy.StopSignal;
import io.widthwise.deploy.connect.Connection;
import io.widthwise.inference.bundle.Ladder;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.schemas.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the console in this process. */
@Command(
    name = "console",
    description =
        "Serve a live web page of what cameras show and how it is labelled, until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  widthwise console --bundle models/src/main/family",
      "  widthwise console --bootstrap-servers broker:9092 --host 0.0.0.0 --advertised-host"
          + " console-1"
    })
public final class ConsoleCommand implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8090",
      description = "Port of the page; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; whoever reaches it sees everything, for there is no login"
              + " (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--advertised-host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description = "Name under which other instances reach this one (default: ${DEFAULT-VALUE}).")
  private String advertisedHost;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description =
          "Instances with the same one share the work (default: the topic prefix and 'console').")
  private String applicationId;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise/console",
      description =
          "Folder for local state; instances on one host need one each (default:"
              + " ${DEFAULT-VALUE}).")
  private Path stateDirectory;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "Bundle that is served, for the accuracy of its rungs.")
  private Path bundle;

  @Option(
      names = "--push",
      paramLabel = "TIME",
      defaultValue = "500ms",
      converter = DurationConverter.class,
      description = "Time between two snapshots for the page (default: ${DEFAULT-VALUE}).")
  private Duration push;

  @Option(
      names = "--history",
      paramLabel = "TIME",
      defaultValue = "600s",
      converter = DurationConverter.class,
      description = "How far back figures by second go (default: ${DEFAULT-VALUE}).")
  private Duration history;

  @Option(
      names = "--forget-after",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = DurationConverter.class,
      description = "How long a silent camera is still shown (default: ${DEFAULT-VALUE}).")
  private Duration forgetAfter;

  @Option(
      names = "--leave-out",
      paramLabel = "PREFIX",
      description = "Do not show cameras whose id begins so; repeatable.")
  private List<String> leaveOut = List.of();

  @Option(names = "--ready-file", hidden = true, description = "Gets the address once it is ready.")
  private Path readyFile;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    TopicNames topics = connection.topics();
    KafkaAccess kafka = connection.kafka(Role.CONSOLE);
    ConsoleSettings settings =
        new ConsoleSettings(
            kafka,
            topics,
            applicationId == null ? topics.prefix() + "console" : applicationId,
            stateDirectory,
            host,
            port,
            advertisedHost,
            push,
            history,
            forgetAfter,
            leaveOut,
            bundle == null ? List.of() : ladder(bundle));
    connection.requireTopics(kafka, topics.results(), topics.frames(), topics.quarantine());
    try (StopSignal stop = StopSignal.install();
        Console console = Console.start(settings)) {
      console.awaitRunning(START_LIMIT);
      if (readyFile != null) {
        Files.writeString(readyFile, console.address().toString());
      }
      err.printf("console  %s%n", console.address());
      err.flush();
      stop.onStop(() -> {});
      stop.await(Long.MAX_VALUE);
    }
    return 0;
  }

  private static List<LadderRung> ladder(Path bundle) throws IOException {
    Ladder ladder = LadderBundle.readManifest(bundle);
    // Of rungs that were never measured there is nothing to show until they are used.
    return ladder.variants().stream()
        .filter(variant -> variant.accuracy() != null)
        .map(
            variant ->
                new LadderRung(
                    new Rung(
                        variant.family(),
                        variant.width(),
                        variant.resolution(),
                        variant.precision().text(),
                        ladder.release()),
                    variant.accuracy().top1()))
        .toList();
  }
}
