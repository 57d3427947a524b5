package io.widthwise.bench.overload;

import io.widthwise.bench.footprint.Footprint;
import io.widthwise.bench.footprint.FootprintRecorder;
import io.widthwise.bench.footprint.JvmProbe;
import io.widthwise.bench.replay.Compilers;
import io.widthwise.bench.replay.HostUse;
import io.widthwise.bench.replay.Pictures;
import io.widthwise.bench.replay.ServedBundle;
import io.widthwise.bench.replay.ServingJob;
import io.widthwise.bench.traffic.Account;
import io.widthwise.bench.traffic.LaneCapacity;
import io.widthwise.bench.traffic.Sender;
import io.widthwise.bench.traffic.TrafficOptions;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends more than can be served, again and again, and looks at all that should hold. */
final class OverloadBenchmark {
  private static final Duration SAMPLE = Duration.ofSeconds(1);
  private static final String ADMISSION = "admission";
  private static final String DROPS = "kafka.streams:type=stream-admission-metrics,*";

  /**
   * Compilers count calls: as many as the JVMs of the whole way need, slowly enough to be served.
   */
  private static final double WARM_UP_FRAMES_PER_SECOND = 120;

  private static final double WARM_UP_SECONDS = 20;
  private static final int MOST_WARM_UP_TURNS = 9;
  private static final double QUIET_PROCESSORS = 0.1;

  private final TrafficOptions traffic;
  private final OverloadSettings settings;
  private final Consumer<String> progress;

  OverloadBenchmark(TrafficOptions traffic, OverloadSettings settings, Consumer<String> progress) {
    this.traffic = traffic;
    this.settings = settings;
    this.progress = progress;
  }

  OverloadReport run() throws Exception {
    StackState stack = traffic.stack();
    int lanes =
        ServingJob.find(new FlinkRest(URI.create(stack.flinkAddress())), stack.topicPrefix())
            .lanes();
    Pictures pictures = traffic.pictures(progress);
    progress.accept("measuring what a lane serves");
    LaneCapacity lane = LaneCapacity.measure(ServedBundle.open(Optional.empty()), pictures);
    double capacity = settings.once().orElse(lanes * lane.framesPerSecond());
    List<Phase> phases =
        Phase.plan(settings.factors(), capacity, settings.seconds(), settings.calmSeconds());
    warmUp(stack, pictures);
    try (FootprintRecorder recorder = FootprintRecorder.start(traffic.workDirectory(), SAMPLE, 0);
        JvmProbe admission = JvmProbe.attach(pid(stack, ADMISSION))) {
      recorder.readCollected();
      double droppedBefore = drops(admission);
      HostUse.Reading usedBefore = HostUse.Reading.take(stack);
      progress.accept("%.0f frames/s is once; %s".formatted(capacity, settings).toString());
      Account account =
          traffic
              .traffic(pictures)
              .run(phases.stream().flatMap(phase -> phase.senders().stream()).toList(), () -> {});
      HostUse host = HostUse.between(usedBefore, HostUse.Reading.take(stack));
      long dropped = Math.round(drops(admission) - droppedBefore);
      recorder.readCollected();
      return report(stack, lane, lanes, capacity, phases, account, dropped, host, recorder);
    }
  }

  /** Until compilers are quiet: for minutes after a start they take what the pipeline needs. */
  private void warmUp(StackState stack, Pictures pictures) throws Exception {
    List<Sender> senders =
        new Phase("warm-up", 0, WARM_UP_FRAMES_PER_SECOND, 0, WARM_UP_SECONDS).senders();
    Compilers compilers = new Compilers(stack);
    for (int turn = 1; turn <= MOST_WARM_UP_TURNS; turn++) {
      traffic.traffic(pictures).run(senders, () -> {});
      double processors = compilers.processorsSinceAsked();
      progress.accept("warming up: compilers keep %.2f processors busy".formatted(processors));
      if (processors <= QUIET_PROCESSORS) {
        return;
      }
    }
  }

  private OverloadReport report(
      StackState stack,
      LaneCapacity lane,
      int lanes,
      double capacity,
      List<Phase> phases,
      Account account,
      long dropped,
      HostUse host,
      FootprintRecorder recorder)
      throws IOException {
    Map<String, List<Footprint>> footprints = recorder.recorded();
    List<ProcessMemory> memory = new ArrayList<>();
    for (Map.Entry<String, List<Footprint>> process : footprints.entrySet()) {
      memory.add(
          ProcessMemory.of(
              process.getKey(), limit(pid(stack, process.getKey())), process.getValue()));
    }
    List<PhaseReport> reports = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      boolean afterOverload = i > 0 && phases.get(i - 1).overloads();
      reports.add(PhaseReport.of(phases.get(i), capacity, account.entries(), afterOverload));
    }
    return new OverloadReport(
        traffic.kind().name().toLowerCase(Locale.ROOT),
        traffic.budgetMillis(),
        lane,
        lanes,
        capacity,
        account.published(),
        account.notSent(),
        dropped,
        Math.max(0, account.unheard() - dropped),
        account.repeats(),
        reports,
        memory,
        host,
        recorder.gaps(),
        account,
        footprints);
  }

  /** Frames that got no outcome on purpose; those given up after waiting have one. */
  private static double drops(JvmProbe admission) throws IOException {
    return admission.sum(DROPS, "duplicate-total") + admission.sum(DROPS, "over-pace-total");
  }

  private static long limit(long pid) throws IOException {
    try (JvmProbe probe = JvmProbe.attach(pid)) {
      return probe.memoryLimit();
    }
  }

  private static long pid(StackState stack, String name) {
    return stack.processes().stream()
        .filter(process -> process.name().equals(name))
        .mapToLong(StackState.Entry::pid)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the stack has no process " + name));
  }
}
