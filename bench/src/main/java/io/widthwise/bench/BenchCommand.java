package io.widthwise.bench;

import io.widthwise.bench.latency.LatencyCommand;
import picocli.CommandLine.Command;

/** The benchmarks, by name. */
@Command(
    name = "bench",
    description = "Measures the running pipeline; each benchmark prints a ratio to a baseline.",
    subcommands = LatencyCommand.class,
    mixinStandardHelpOptions = true)
public final class BenchCommand {}
