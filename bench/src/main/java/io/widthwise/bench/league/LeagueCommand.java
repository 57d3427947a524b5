package io.widthwise.bench.league;

import io.widthwise.bench.DurationConverter;
import io.widthwise.bench.league.page.LeaguePage;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.TraceSource;
import io.widthwise.bench.simulate.generate.Generators;
import io.widthwise.bench.simulate.generate.TraceSources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets scheduling policies meet on traces, in simulation. */
@Command(
    name = "league",
    description = {
      "Lets the policies that choose a frame's variant meet on traces, each against a clairvoyant's"
          + " bound. Service is simulated; policies, queue, forecast and latency profile are those of"
          + " production.",
      "Prints a row for each cell (trace, load, deadline, ladder) and under the table every cell in"
          + " which water-filling falls short."
    },
    footer = {
      "",
      "Example:",
      "  ./widthwise bench league --trace gamma:4 --load 0.7 --deadline 50ms --ladder family-int8 \\",
      "      --json league.json --page league"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class LeagueCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--trace",
      paramLabel = "FILE|NAME",
      description = {
        "A CSV file with arrival_ms (and perhaps camera, budget_ms, priority), or a generator: "
            + Generators.POSSIBLE
            + ". May be given several times (default: one of each generator)."
      })
  private List<String> traces = Generators.ALL;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      split = ",",
      defaultValue = "0.5,0.6,0.7,0.8,0.9,1.2",
      description =
          "Mean rate over what the lanes serve at most with the narrowest rung worth serving"
              + " (default: ${DEFAULT-VALUE}).")
  private List<Double> loads;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      split = ",",
      defaultValue = "30ms,50ms,100ms,250ms",
      converter = DurationConverter.class,
      description = "Budget of frames that have none of their own (default: ${DEFAULT-VALUE}).")
  private List<Duration> deadlines;

  @Option(
      names = "--ladder",
      paramLabel = "LADDER",
      split = ",",
      defaultValue = "family-int8,family-fp32,paper-int8,paper-fp32",
      description =
          "A bundle's directory, measured on this host before the league; a profile's JSON file; or"
              + " the name of a built-in profile (default: ${DEFAULT-VALUE}).")
  private List<String> ladders;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "water-filling,infaas,slackfit,model-switching,clipper,fixed",
      description =
          "fixed:VARIANT, or fixed for each rung; clipper:VARIANT, or clipper for the narrowest, the"
              + " middle and the widest rung (default: ${DEFAULT-VALUE}).")
  private List<String> policies;

  @Mixin private ConditionOptions conditions;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Frames that generators draw, most taken of a file (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Cells simulated at once (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", paramLabel = "OUT", description = "Write all results to this file.")
  private Path json;

  @Option(
      names = "--page",
      paramLabel = "DIR",
      description = "Write a page with plots to this directory.")
  private Path page;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Conditions common;
    League league;
    List<TraceSource> sources = new ArrayList<>();
    List<LadderProfile> profiles = new ArrayList<>();
    try {
      requireSense();
      common = conditions.conditions();
      for (String trace : traces) {
        sources.add(TraceSources.find(trace, frames, conditions.seed()));
      }
      for (String ladder : ladders) {
        profiles.add(Ladders.find(ladder));
      }
      league = new League(common, sources, loads, deadlines, profiles, policies);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    List<CellResult> results;
    try (LeagueProgress progress = new LeagueProgress(league.size())) {
      results = league.play(threads, progress::played);
    }
    out.print(LeagueTable.of(results));
    if (json != null) {
      LeagueJson.write(results, common, json);
    }
    if (page != null) {
      Path written = LeaguePage.write(results, common, sources, profiles, page);
      out.println("Plots: " + written.toAbsolutePath());
    }
    out.flush();
    return 0;
  }

  private void requireSense() {
    if (threads < 1 || frames < 2) {
      throw new IllegalArgumentException(
          "--threads must be at least 1 and --frames at least 2 but they are %d and %d"
              .formatted(threads, frames));
    }
    if (loads.stream().anyMatch(load -> !(load > 0)) || deadlines.contains(Duration.ZERO)) {
      throw new IllegalArgumentException("every --load and every --deadline must be above 0");
    }
  }
}
