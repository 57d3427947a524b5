package io.widthwise.bench.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.widthwise.bench.CommandLineRunner;
import io.widthwise.bench.DurationConverter;
import io.widthwise.stack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets faults loose on a stack of its own and accounts for every frame. */
@Command(
    name = "chaos",
    description = {
      "Starts a stack, lets cameras send, kills, freezes and cuts off its processes one after the"
          + " other, and accounts for every frame.",
      "Fails if one is lost, or with exactly-once if an outcome is repeated.",
      "docs/delivery.md says what counts as recovered. Cuts and the slow disk need root."
    },
    footer = {
      "",
      "Example:",
      "  ./widthwise bench chaos --rounds 50 --seed 7 --json chaos.json",
      "  ./widthwise bench chaos --rounds 4 --seed 7 --faults kill-taskmanager,kill-jobmanager"
    },
    mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
  private static final Duration BUDGET = Duration.ofMillis(100);

  /** Frames wait for admission's commit besides. */
  private static final Duration EXACTLY_ONCE_BUDGET = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Faults, one a round of about a minute (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides kinds, moments and victims (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report here, too.")
  private Path json;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND",
      description = "Kinds of faults to draw from (default: all that this machine can do).")
  private List<String> faults;

  @Option(
      names = "--delivery",
      paramLabel = "at-least-once|exactly-once",
      defaultValue = "at-least-once",
      description = "Guarantee of admission and job (default: ${DEFAULT-VALUE}).")
  private String delivery;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "30",
      description = "Frames per second of the cameras together (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Time from capture to deadline (default: 100ms, with exactly-once 500ms, since frames wait for admission's commit).")
  private Duration budget;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Bundle to serve (default: the family that comes along).")
  private Path models;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = ".widthwise",
      description = "Folder for this run's own folder (default: ${DEFAULT-VALUE}).")
  private Path workDirectory;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    ChaosSettings settings = settings(err);
    Path parent = Files.createDirectories(workDirectory.toAbsolutePath().normalize());
    Path directory = Files.createTempDirectory(parent, "chaos-");
    say(err, "starting a stack in " + directory);
    ChaosReport report = run(settings, directory, err);
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    String text = mapper.writeValueAsString(report);
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
    if (json != null) {
      Files.writeString(json, text + System.lineSeparator());
    }
    requireKept(report, settings);
    delete(directory);
    return 0;
  }

  /** Where frames are missing, logs and topics stay for whoever looks for the cause. */
  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private ChaosReport run(ChaosSettings settings, Path directory, PrintWriter err)
      throws Exception {
    String mainClass = spec.root().userObject().getClass().getName();
    CommandLineRunner commands = new CommandLineRunner(mainClass, directory);
    FrameBook book = new FrameBook();
    try (Scene scene = Scene.start(commands, directory, settings);
        BookKeeper keeper = new BookKeeper(scene.bootstrapServers(), scene.topics(), book)) {
      say(err, "warming up");
      return new Chaos(settings, scene, book, keeper, line -> say(err, line)).run();
    }
  }

  private ChaosSettings settings(PrintWriter err) {
    List<FaultKind> kinds =
        faults == null
            ? Arrays.stream(FaultKind.values()).filter(kind -> possible(kind, err)).toList()
            : faults.stream().map(FaultKind::of).toList();
    for (FaultKind kind : kinds) {
      kind.fault()
          .obstacle()
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(
                    "%s cannot be done here: %s".formatted(kind.text(), why));
              });
    }
    boolean exactlyOnce = delivery.equals(ChaosSettings.EXACTLY_ONCE);
    Duration otherwise = exactlyOnce ? EXACTLY_ONCE_BUDGET : BUDGET;
    return new ChaosSettings(
        rounds,
        seed,
        kinds,
        delivery,
        framesPerSecond,
        budget == null ? otherwise : budget,
        Optional.ofNullable(models).map(path -> path.toAbsolutePath().normalize()));
  }

  private static boolean possible(FaultKind kind, PrintWriter err) {
    Optional<String> obstacle = kind.fault().obstacle();
    obstacle.ifPresent(why -> say(err, "without %s: %s".formatted(kind.text(), why)));
    return obstacle.isEmpty();
  }

  private static void requireKept(ChaosReport report, ChaosSettings settings) {
    if (report.lost() > 0) {
      throw new StackException("%d frames were lost".formatted(report.lost()));
    }
    if (settings.exactlyOnce() && report.repeats() > 0) {
      throw new StackException(
          "%d outcomes were repeated under exactly-once".formatted(report.repeats()));
    }
  }

  private static void say(PrintWriter err, String sentence) {
    err.println(sentence);
    err.flush();
  }
}
