package io.widthwise.bench;

import io.widthwise.bench.factorisation.FactorisationCommand;
import io.widthwise.bench.fleet.FleetCommand;
import io.widthwise.bench.latency.LatencyCommand;
import picocli.CommandLine.Command;

/** The benchmarks, by name. */
@Command(
    name = "bench",
    description = "Measures; each benchmark prints a ratio to a baseline.",
    subcommands = {FactorisationCommand.class, FleetCommand.class, LatencyCommand.class},
    mixinStandardHelpOptions = true)
public final class BenchCommand {}
