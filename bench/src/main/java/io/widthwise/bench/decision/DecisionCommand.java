package io.widthwise.bench.decision;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a decision costs (JMH). */
@Command(
    name = "decision",
    description = {
      "Measures one scheduling decision with 64 frames waiting, in time and in bytes allocated (JMH).",
      "The baseline serves every frame with the narrowest rung and so only looks for hopeless ones."
    },
    mixinStandardHelpOptions = true)
public final class DecisionCommand implements Callable<Integer> {
  private static final String BASELINE = "fixed:0";
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  @Spec private CommandSpec spec;

  @Option(
      names = "--forks",
      defaultValue = "2",
      description = "Java processes that measure (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Seconds measured in each, after 3 s of warm-up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(DecisionBenchmark.class.getName())
                    .addProfiler(GCProfiler.class)
                    .forks(forks)
                    .jvmArgs("-Xmx256m")
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(seconds)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run();
    print(results, spec.commandLine().getOut());
    return 0;
  }

  private static void print(Collection<RunResult> results, PrintWriter out) {
    out.printf(
        "%n%-16s %12s %14s %18s%n", "policy", "deadlines", "us a decision", "bytes allocated");
    for (RunResult result : results) {
      out.printf(
          Locale.ROOT,
          "%-16s %9s us %14.2f %18.1f%n",
          result.getParams().getParam("policy"),
          result.getParams().getParam("gapMicros"),
          micros(result),
          result.getSecondaryResults().get(ALLOCATION).getScore());
    }
    for (RunResult result : results) {
      if (!result.getParams().getParam("policy").equals(BASELINE)) {
        out.printf(
            Locale.ROOT,
            "%s with deadlines %s us apart: %.2f times the baseline%n",
            result.getParams().getParam("policy"),
            result.getParams().getParam("gapMicros"),
            micros(result) / micros(baselineOf(result, results)));
      }
    }
    out.flush();
  }

  private static double micros(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static RunResult baselineOf(RunResult result, Collection<RunResult> results) {
    return results.stream()
        .filter(other -> other.getParams().getParam("policy").equals(BASELINE))
        .filter(
            other ->
                other
                    .getParams()
                    .getParam("gapMicros")
                    .equals(result.getParams().getParam("gapMicros")))
        .findFirst()
        .orElseThrow();
  }
}
