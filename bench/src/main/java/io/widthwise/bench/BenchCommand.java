package io.widthwise.bench;

import io.widthwise.bench.factorisation.FactorisationCommand;
import io.widthwise.bench.latency.LatencyCommand;
import io.widthwise.bench.replay.ReplayCommand;
import picocli.CommandLine.Command;

/** The benchmarks, by name. */
@Command(
    name = "bench",
    description = "Measures; each benchmark prints a ratio to a baseline.",
    subcommands = {FactorisationCommand.class, LatencyCommand.class, ReplayCommand.class},
    mixinStandardHelpOptions = true)
public final class BenchCommand {}
