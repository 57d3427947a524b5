package io.widthwise.bench.soak;

import io.widthwise.bench.DurationConverter;
import io.widthwise.bench.footprint.Footprint;
import io.widthwise.bench.footprint.FootprintRecorder;
import io.widthwise.bench.footprint.Trend;
import io.widthwise.bench.page.ReportJson;
import io.widthwise.bench.replay.Pictures;
import io.widthwise.bench.replay.ServedBundle;
import io.widthwise.bench.replay.ServingJob;
import io.widthwise.bench.traffic.Account;
import io.widthwise.bench.traffic.Bin;
import io.widthwise.bench.traffic.LaneCapacity;
import io.widthwise.bench.traffic.TrafficOptions;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads the running pipeline for long and tells whether it grows. */
@Command(
    name = "soak",
    description = {
      "Has cameras send to the running pipeline for long: some stay, some come and go, some burst,"
          + " and a few frames are broken.",
      "Exits with 1 if memory, threads or file descriptors of any process grow, a process had to be"
          + " started again, or nothing was heard of a frame."
    },
    sortOptions = false,
    footer = {
      "",
      "The stack must be running and a job submitted to it:",
      "  ./widthwise up --retention 10min",
      "  ./widthwise submit",
      "  ./widthwise bench soak --minutes 60 --json soak.json --page soak",
      "  ./widthwise down"
    },
    mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {
  private static final double SHARE_OF_CAPACITY = 0.5;
  private static final double LINE_BINS = 360;

  @Spec private CommandSpec spec;
  @Mixin private TrafficOptions traffic;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--rate",
      paramLabel = "FRAMES/S",
      description =
          "Mean rate without bursts (default: half of what all lanes serve with the narrowest"
              + " rung).")
  private Double framesPerSecond;

  @Option(
      names = "--sample",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = "Time between two readings of memory (default: ${DEFAULT-VALUE}).")
  private Duration sample;

  @Option(
      names = "--collect-every",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "Collect garbage before each so manieth reading, so that heaps can be compared (default:"
              + " ${DEFAULT-VALUE}).")
  private int collectEvery;

  @Override
  public Integer call() throws Exception {
    if (!(minutes > 0) || (framesPerSecond != null && !(framesPerSecond > 0)) || collectEvery < 1) {
      throw new ParameterException(
          spec.commandLine(), "--minutes, --rate and --collect-every must be positive");
    }
    Pictures pictures = traffic.pictures(this::say);
    double rate = framesPerSecond == null ? halfOfCapacity(pictures) : framesPerSecond;
    SoakPlan plan = new SoakPlan(60 * minutes, rate);
    say("soaking for %.0f minutes at %.0f frames/s".formatted(minutes, rate));
    SoakReport report = soak(plan, pictures);
    if (traffic.json() != null) {
      ReportJson.write(report, traffic.json());
    }
    if (traffic.page() != null) {
      SoakPage.write(report, traffic.page());
    }
    spec.commandLine().getOut().print(SoakPage.text(report));
    spec.commandLine().getOut().flush();
    return report.steady() ? 0 : 1;
  }

  private SoakReport soak(SoakPlan plan, Pictures pictures) throws Exception {
    try (FootprintRecorder recorder =
        FootprintRecorder.start(traffic.workDirectory(), sample, collectEvery)) {
      Account account = traffic.traffic(pictures).run(plan.senders(), SoakPlan::fault, () -> {});
      Map<String, List<Footprint>> footprints = recorder.recorded();
      return new SoakReport(
          minutes,
          plan.framesPerSecond(),
          traffic.kind().name().toLowerCase(Locale.ROOT),
          account.published(),
          account.unheard(),
          account.repeats(),
          Bin.of(0, account.entries()),
          Trend.of(footprints),
          SoakReport.restarted(footprints),
          recorder.gaps(),
          Bin.of(account.entries(), Math.max(1, plan.seconds() / LINE_BINS)),
          footprints);
    }
  }

  private double halfOfCapacity(Pictures pictures) throws Exception {
    StackState stack = traffic.stack();
    int lanes =
        ServingJob.find(new FlinkRest(URI.create(stack.flinkAddress())), stack.topicPrefix())
            .lanes();
    LaneCapacity lane = LaneCapacity.measure(ServedBundle.open(Optional.empty()), pictures);
    return SHARE_OF_CAPACITY * lanes * lane.framesPerSecond();
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
