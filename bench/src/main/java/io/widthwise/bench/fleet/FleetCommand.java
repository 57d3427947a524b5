package io.widthwise.bench.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.widthwise.bench.DurationConverter;
import io.widthwise.bench.fleet.Loss.Failover;
import io.widthwise.bench.league.Ladders;
import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.baseline.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Simulates a fleet of cameras and lanes. */
@Command(
    name = "fleet",
    description = {
      "Simulates thousands of cameras on many lanes: the policy of production, made-up service.",
      "Shows what partitions, their skew, rebalancing and a lost TaskManager do to deadlines."
    },
    mixinStandardHelpOptions = true)
public final class FleetCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Option(
      names = "--cameras",
      defaultValue = "10000",
      description =
          "Cameras; 50 %% of them send 5 frames a second, 35 %% 10 and 15 %% 30 (default:"
              + " ${DEFAULT-VALUE}).")
  private int cameras;

  @Option(
      names = "--lanes",
      defaultValue = "1000",
      description = "Lanes, each one core (default: ${DEFAULT-VALUE}).")
  private int lanes;

  @Option(
      names = "--partitions",
      split = ",",
      paramLabel = "N",
      description = "Partitions of the topic; several are run in turn (default: as many as lanes).")
  private List<Integer> partitions = new ArrayList<>();

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long the cameras publish (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--load",
      defaultValue = "0.7",
      description =
          "Share of what the lanes serve at most with the narrowest rung; lanes are made as slow as"
              + " that takes (default: ${DEFAULT-VALUE}).")
  private double load;

  @Option(
      names = "--deadline",
      defaultValue = "100ms",
      converter = DurationConverter.class,
      paramLabel = "DURATION",
      description = "Time from publishing to deadline (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(
      names = "--ladder",
      paramLabel = "LADDER",
      defaultValue = "earlier-int8",
      description =
          "A bundle's directory, measured on this host; a profile's JSON file; or a built-in"
              + " profile, as 'bench league' knows them (default: ${DEFAULT-VALUE}).")
  private String ladder;

  @Option(
      names = "--partitioning",
      defaultValue = ALL,
      description =
          "hash: a lane serves its own partitions; rebalance: in turns; adaptive: the less busy of"
              + " two; or all (default: ${DEFAULT-VALUE}).")
  private String partitioning;

  @Option(
      names = "--reads",
      defaultValue = "2000",
      paramLabel = "RATE",
      description = "Frames a second that a source subtask reads (default: ${DEFAULT-VALUE}).")
  private double readsPerSecond;

  @Option(
      names = "--slow-lanes",
      defaultValue = "0",
      description = "Lanes whose hosts work at half the speed (default: ${DEFAULT-VALUE}).")
  private int slowLanes;

  @Option(
      names = "--lose",
      defaultValue = "0",
      paramLabel = "LANES",
      description = "Lanes of a TaskManager that is lost (default: none).")
  private int lostLanes;

  @Option(
      names = "--at",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "When it is lost (default: ${DEFAULT-VALUE}).")
  private double lostAtSeconds;

  @Option(
      names = "--back-after",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "How long until its slots are there again (default: ${DEFAULT-VALUE}).")
  private double backAfterSeconds;

  @Option(
      names = "--restart",
      defaultValue = "8",
      paramLabel = "SECONDS",
      description =
          "How long from a task's end until its successor serves (default: ${DEFAULT-VALUE}).")
  private double restartSeconds;

  @Option(
      names = "--failover",
      defaultValue = "job",
      description =
          "job: the whole job restarts with the lanes that are left; region: only what is connected"
              + " to a lost lane, and it waits for the slots (default: ${DEFAULT-VALUE}).")
  private String failover;

  @Option(
      names = "--policy",
      defaultValue = Policies.DEFAULT,
      description = "What chooses variants: " + Policies.POSSIBLE + " (default: ${DEFAULT-VALUE}).")
  private String policy;

  @Option(
      names = "--margin",
      defaultValue = "3ms",
      converter = DurationConverter.class,
      paramLabel = "DURATION",
      description =
          "How long before its deadline a frame should be done (default: ${DEFAULT-VALUE}).")
  private Duration margin;

  @Option(
      names = "--lane-capacity",
      defaultValue = "512",
      description = "Frames that wait in a lane at most (default: ${DEFAULT-VALUE}).")
  private int laneCapacity;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", paramLabel = "OUT", description = "Write the results to this file.")
  private Path json;

  @Option(
      names = "--page",
      paramLabel = "DIR",
      description = "Write a page with plots, index.html, into this folder.")
  private Path page;

  @Override
  public Integer call() throws Exception {
    FleetReport report;
    try {
      report = run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    spec.commandLine().getOut().print(report.table());
    spec.commandLine().getOut().flush();
    if (json != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(json.toFile(), report);
    }
    if (page != null) {
      Files.createDirectories(page);
      Files.writeString(page.resolve("index.html"), FleetPage.of(report));
    }
    return 0;
  }

  private FleetReport run() throws IOException {
    LadderProfile measured = Ladders.find(ladder);
    Fleet fleet =
        Fleet.draw(
            new Fleet.Size(cameras, lanes, slowLanes, Duration.ofSeconds(seconds), deadline),
            load,
            measured,
            Disturbances.USUAL,
            readsPerSecond,
            seed);
    Loss loss =
        new Loss(
            lostLanes,
            micros(lostAtSeconds),
            micros(backAfterSeconds),
            micros(restartSeconds),
            Failover.valueOf(failover.toUpperCase(Locale.ROOT)));
    List<FleetCell> cells = new ArrayList<>();
    for (int count : partitions.isEmpty() ? List.of(lanes) : partitions) {
      for (Routing routing : routings()) {
        cells.add(run(fleet, count, routing, loss));
      }
    }
    return new FleetReport(
        measured.name(),
        cameras,
        lanes,
        fleet.framesPerSecond(),
        seconds,
        fleet.load(),
        deadline.toNanos() / 1e6,
        fleet.ladder().serviceMicros(0) / 1e3,
        fleet.ladder().serviceMicros(0) / measured.serviceMicros(0),
        lostLanes,
        seed,
        cells);
  }

  private FleetCell run(Fleet fleet, int count, Routing routing, Loss loss) {
    List<String> variants =
        fleet.ladder().rungs().stream().map(LadderProfile.Rung::variant).toList();
    Supplier<VariantPolicy> policies = () -> Policies.parse(policy).create(margin, variants);
    FleetTally tally = new FleetTally(fleet);
    FleetSimulation simulation =
        new FleetSimulation(fleet, count, routing, loss, policies, laneCapacity);
    Stopwatch stopwatch = new Stopwatch();
    int published = simulation.run(tally);
    FleetCell cell =
        tally.cell(count, routing, loss, published, simulation.sentToLane(), stopwatch.elapsed());
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%s, %d partitions: %.2f %% hits, %.1f simulated seconds a second%n",
        routing.text(),
        count,
        100 * cell.hitRate(),
        cell.simulatedSecondsPerWallSecond());
    err.flush();
    return cell;
  }

  private List<Routing> routings() {
    if (partitioning.equals(ALL)) {
      return List.of(Routing.values());
    }
    return List.of(
        Stream.of(Routing.values())
            .filter(routing -> routing.text().equals(partitioning))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no partitioning is called '%s'; possible are hash, rebalance, adaptive and all"
                            .formatted(partitioning))));
  }

  private static long micros(double seconds) {
    return Math.round(seconds * 1e6);
  }
}
