package io.widthwise.bench.recovery;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.widthwise.bench.DurationConverter;
import io.widthwise.bench.league.Ladders;
import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.inference.schedule.baseline.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how soon deadlines are held again after the host or the profile turns out other. */
@Command(
    name = "recovery",
    description = {
      "Simulates profiles that are 30 %% off either way and a host that works at half its speed for"
          + " two seconds, and prints the deadline hits of each 100 ms after the change, beside"
          + " what a clairvoyant reaches.",
      "Exits with 1 if hits are not back at 99 %% of the clairvoyant's within a second."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class RecoveryCommand implements Callable<Integer> {
  private static final int ASKED_MILLIS = 1_000;
  private static final Duration MARGIN = Duration.ofMillis(3);
  private static final int LANE_CAPACITY = 64;

  @Spec private CommandSpec spec;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      split = ",",
      defaultValue = "0.5,0.7",
      description =
          "Share of what the narrowest rung can serve at full speed (default: ${DEFAULT-VALUE}).")
  private List<Double> loads;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      defaultValue = "50ms",
      converter = DurationConverter.class,
      description = "Budget of every frame (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(
      names = "--ladder",
      paramLabel = "LADDER",
      defaultValue = "family-int8",
      description = "As in bench league (default: ${DEFAULT-VALUE}).")
  private String ladder;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = Policies.DEFAULT,
      description = Policies.POSSIBLE + " (default: ${DEFAULT-VALUE}).")
  private String policy;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Runs that are added up; with 10, half a second still scatters by more than a per cent"
              + " (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the first run (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--calm", description = "Neither noise nor stalls besides.")
  private boolean calm;

  @Option(names = "--json", paramLabel = "OUT", description = "Write the figures to this file.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    List<Recovery> recoveries = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    try {
      RecoveryCheck check = check(Ladders.find(ladder));
      for (double load : loads) {
        for (Change change : Change.all(calm ? Disturbances.NONE : Disturbances.USUAL)) {
          Recovery recovery = check.of(change, load);
          recoveries.add(recovery);
          out.println(recovery.table());
          out.flush();
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (json != null) {
      write(recoveries);
    }
    long late =
        recoveries.stream()
            .mapToInt(Recovery::recoveredAfterMillis)
            .filter(millis -> millis < 0 || millis >= ASKED_MILLIS)
            .count();
    out.printf("%d of %d recover within a second.%n", recoveries.size() - late, recoveries.size());
    out.flush();
    return late == 0 ? 0 : 1;
  }

  private RecoveryCheck check(LadderProfile profile) {
    if (runs < 1) {
      throw new IllegalArgumentException("--runs must be at least 1 but is " + runs);
    }
    return new RecoveryCheck(profile, policy, deadline, MARGIN, LANE_CAPACITY, runs, seed);
  }

  private void write(List<Recovery> recoveries) throws IOException {
    Files.createDirectories(json.toAbsolutePath().getParent());
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(json.toFile(), Map.of("recoveries", recoveries));
  }
}
