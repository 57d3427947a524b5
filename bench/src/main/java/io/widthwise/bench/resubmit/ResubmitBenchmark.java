package io.widthwise.bench.resubmit;

import io.widthwise.bench.footprint.JvmProbe;
import io.widthwise.bench.replay.Pictures;
import io.widthwise.bench.traffic.Account;
import io.widthwise.bench.traffic.Sender;
import io.widthwise.bench.traffic.TrafficOptions;
import io.widthwise.stack.FlinkJob;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackException;
import io.widthwise.stack.StackState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Submits, serves and cancels again and again. */
final class ResubmitBenchmark implements AutoCloseable {
  private static final String MAIN_CLASS = "io.widthwise.job.ClassifyJob";
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final double FRAMES_PER_SECOND = 50;
  private static final double SECONDS = 3;

  private final TrafficOptions traffic;
  private final Path jar;
  private final List<String> jobArguments;
  private final Consumer<String> progress;
  private final FlinkRest flink;
  private final Map<String, JvmProbe> probes = new LinkedHashMap<>();
  private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

  /**
   * Looks at the cluster's processes.
   *
   * @throws StackException if a job runs already
   */
  ResubmitBenchmark(
      TrafficOptions traffic, Path jar, List<String> jobArguments, Consumer<String> progress)
      throws IOException {
    StackState stack = traffic.stack();
    this.traffic = traffic;
    this.jar = jar;
    this.jobArguments = List.copyOf(jobArguments);
    this.progress = progress;
    this.flink = new FlinkRest(URI.create(stack.flinkAddress()));
    if (!flink.jobs().stream().allMatch(FlinkJob::ended)) {
      throw new StackException(
          "a job runs on %s already; cancel it first".formatted(stack.flinkAddress()));
    }
    for (StackState.Entry process : stack.processes()) {
      if (process.name().endsWith("Manager") || process.name().contains("TaskManager")) {
        probes.put(process.name(), JvmProbe.attach(process.pid()));
        rounds.put(process.name(), new ArrayList<>());
      }
    }
  }

  ResubmitReport run(int times) throws Exception {
    Pictures pictures = traffic.pictures(progress);
    long published = 0;
    long unheard = 0;
    read(0);
    for (int round = 1; round <= times; round++) {
      String job = submit();
      Account account =
          traffic
              .traffic(pictures)
              .run(List.of(new Sender("camera", FRAMES_PER_SECOND, 0, SECONDS)), () -> {});
      flink.cancel(job, LIMIT);
      published += account.published();
      unheard += account.unheard();
      read(round);
      progress.accept("job %d of %d has come and gone".formatted(round, times));
    }
    return new ResubmitReport(times, published, unheard, Leak.of(rounds), rounds);
  }

  private String submit() {
    String uploaded = flink.upload(jar);
    String job;
    try {
      job = flink.run(uploaded, MAIN_CLASS, jobArguments);
    } finally {
      flink.deleteJar(uploaded);
    }
    flink.awaitRunning(job, LIMIT);
    return job;
  }

  private void read(int round) throws IOException {
    for (Map.Entry<String, JvmProbe> probe : probes.entrySet()) {
      rounds.get(probe.getKey()).add(Round.read(round, probe.getValue()));
    }
  }

  @Override
  public void close() throws IOException {
    for (JvmProbe probe : probes.values()) {
      probe.close();
    }
  }
}
