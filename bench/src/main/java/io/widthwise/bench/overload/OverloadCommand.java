package io.widthwise.bench.overload;

import io.widthwise.bench.page.ReportJson;
import io.widthwise.bench.traffic.TrafficOptions;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends the running pipeline more than it can serve. */
@Command(
    name = "overload",
    description = {
      "Has eight cameras of unequal rates send the running pipeline more frames than its lanes can"
          + " serve, then half of what they can, for each factor in turn.",
      "Shows memory, latency of what is answered, what is shed and how fairly, and how soon"
          + " deadlines hold again. Exits with 1 if a frame is lost or the memory of a process is"
          + " not bounded."
    },
    sortOptions = false,
    footer = {
      "",
      "The stack must be running and a job submitted to it:",
      "  ./widthwise up",
      "  ./widthwise submit",
      "  ./widthwise bench overload --frames dense --json overload.json --page overload",
      "  ./widthwise down"
    },
    mixinStandardHelpOptions = true)
public final class OverloadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TrafficOptions traffic;

  @Option(
      names = "--factor",
      paramLabel = "N",
      split = ",",
      defaultValue = "2,5,10",
      description = "Frames over capacity; several one after another (default: ${DEFAULT-VALUE}).")
  private List<Double> factors;

  @Option(
      names = "--once",
      paramLabel = "FRAMES/S",
      description =
          "What counts as capacity. Where broker, admission and cameras share the lanes' cores, the"
              + " pipeline serves less than its lanes alone (default: what all lanes serve at most"
              + " with the narrowest rung, alone).")
  private Double once;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Length of each overload (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--calm-seconds",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "Length of the calm at half of capacity before the first overload and after each"
              + " (default: ${DEFAULT-VALUE}).")
  private double calmSeconds;

  @Override
  public Integer call() throws Exception {
    OverloadReport report =
        new OverloadBenchmark(
                traffic,
                new OverloadSettings(
                    factors,
                    once == null ? OptionalDouble.empty() : OptionalDouble.of(once),
                    seconds,
                    calmSeconds),
                this::say)
            .run();
    if (traffic.json() != null) {
      ReportJson.write(report, traffic.json());
    }
    if (traffic.page() != null) {
      OverloadPage.write(report, traffic.page());
    }
    spec.commandLine().getOut().print(OverloadPage.text(report));
    spec.commandLine().getOut().flush();
    return report.holds() ? 0 : 1;
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
