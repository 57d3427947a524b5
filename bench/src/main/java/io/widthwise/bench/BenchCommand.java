package io.widthwise.bench;

import io.widthwise.bench.chaos.ChaosCommand;
import io.widthwise.bench.console.ConsoleCommand;
import io.widthwise.bench.decision.DecisionCommand;
import io.widthwise.bench.drain.DrainCommand;
import io.widthwise.bench.factorisation.FactorisationCommand;
import io.widthwise.bench.fleet.FleetCommand;
import io.widthwise.bench.fuzz.FuzzCommand;
import io.widthwise.bench.journal.JournalCommand;
import io.widthwise.bench.latency.LatencyCommand;
import io.widthwise.bench.league.LeagueCommand;
import io.widthwise.bench.overload.OverloadCommand;
import io.widthwise.bench.recovery.RecoveryCommand;
import io.widthwise.bench.replay.ReplayCommand;
import io.widthwise.bench.resubmit.ResubmitCommand;
import io.widthwise.bench.soak.SoakCommand;
import io.widthwise.bench.swap.SwapCommand;
import picocli.CommandLine.Command;

/** The benchmarks, by name. */
@Command(
    name = "bench",
    description = "Measures; each benchmark prints a ratio to a baseline.",
    subcommands = {
      ChaosCommand.class,
      ConsoleCommand.class,
      DecisionCommand.class,
      DrainCommand.class,
      FactorisationCommand.class,
      FleetCommand.class,
      FuzzCommand.class,
      JournalCommand.class,
      LatencyCommand.class,
      LeagueCommand.class,
      OverloadCommand.class,
      RecoveryCommand.class,
      ReplayCommand.class,
      ResubmitCommand.class,
      SoakCommand.class,
      SwapCommand.class
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand {}
