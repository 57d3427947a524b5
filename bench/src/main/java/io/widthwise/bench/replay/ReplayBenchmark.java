package io.widthwise.bench.replay;

import io.widthwise.access.Role;
import io.widthwise.bench.simulate.Disturbances;
import io.widthwise.bench.simulate.LadderProfile;
import io.widthwise.bench.simulate.LadderProfile.Rung;
import io.widthwise.bench.simulate.Scenario;
import io.widthwise.bench.simulate.Simulator;
import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.schemas.TopicNames;
import io.widthwise.stack.FlinkRest;
import io.widthwise.stack.StackState;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Replays a trace through the running pipeline and holds it against the simulator. */
final class ReplayBenchmark {
  /** The job's default, which a lane's queue is bound by. */
  private static final int LANE_CAPACITY = 512;

  private static final Duration MEASURING = Duration.ofSeconds(2);

  /** Processors that compilers may keep busy in a pipeline that counts as warm. */
  private static final double QUIET_COMPILERS = 0.1;

  private final StackState stack;
  private final LadderBundle bundle;
  private final ReplaySettings settings;
  private final PrintStream progress;

  ReplayBenchmark(
      StackState stack, LadderBundle bundle, ReplaySettings settings, PrintStream progress) {
    this.stack = stack;
    this.bundle = bundle;
    this.settings = settings;
    this.progress = progress;
  }

  ReplayReport run() throws Exception {
    FlinkRest flink = new FlinkRest(URI.create(stack.flinkAddress()));
    ServingJob job = ServingJob.find(flink, stack.topicPrefix());
    int lanes = settings.lanes().orElse(job.lanes());
    progress.println("measuring the ladder");
    LadderProfile ladder = ServedBundle.measure(bundle, MEASURING);
    Scenario planned =
        Scenario.draw(
            settings.trace(),
            settings.load(),
            settings.deadline(),
            ladder,
            lanes,
            Disturbances.USUAL,
            settings.seed());
    double framesPerSecond = settings.load() * lanes * ladder.capacityPerSecond();
    PipelineRun pipeline =
        new PipelineRun(
            stack.kafka(Role.OPERATOR),
            new TopicNames(stack.topicPrefix()),
            Pictures.draw(settings.pictures(), settings.seed(), progress::println));

    warmUp(pipeline, framesPerSecond);
    List<Due> dues = Due.of(planned);
    Optional<Rehearsal> rehearsal = rehearse(pipeline, dues, ladder);
    GarbageCollection.Meter meter = new GarbageCollection.Meter(flink);
    GarbageCollection collectedBefore = meter.read();
    progress.printf(
        "replaying %d frames in %.0f s%n",
        dues.size(), dues.get(dues.size() - 1).dueMicros() / 1e6);
    HostUse.Reading usedBefore = HostUse.Reading.take(stack);
    List<Replayed> replayed = pipeline.run(dues);
    HostUse host = HostUse.between(usedBefore, HostUse.Reading.take(stack));
    GarbageCollection collected = meter.read().since(collectedBefore);

    progress.println("simulating");
    return report(planned, framesPerSecond, rehearsal, replayed, host, collected);
  }

  /** In rounds, until what runs is compiled: a pipeline in production runs for days. */
  private void warmUp(PipelineRun pipeline, double framesPerSecond) throws Exception {
    double roundSeconds = settings.warmUp().toMillis() / 1e3;
    int budgetMillis = Math.toIntExact(settings.deadline().toMillis());
    List<Due> dues = Due.steady(framesPerSecond, roundSeconds, budgetMillis);
    if (dues.isEmpty()) {
      return;
    }
    Compilers compilers = new Compilers(stack);
    double seconds = 0;
    double busy;
    do {
      progress.printf("warming up for %.0f s%n", roundSeconds);
      pipeline.run(dues);
      seconds += roundSeconds;
      busy = compilers.processorsSinceAsked();
      progress.printf(Locale.ROOT, "compilers kept %.2f processors busy%n", busy);
    } while (busy > QUIET_COMPILERS && seconds < settings.warmUpLimit().toSeconds());
  }

  private Optional<Rehearsal> rehearse(PipelineRun pipeline, List<Due> dues, LadderProfile ladder)
      throws Exception {
    int frames = Math.min(settings.rehearsal(), dues.size());
    if (frames <= 0) {
      return Optional.empty();
    }
    progress.printf("rehearsing with %d frames%n", frames);
    return Optional.of(Rehearsal.of(pipeline.run(dues.subList(0, frames)), ladder));
  }

  private ReplayReport report(
      Scenario planned,
      double framesPerSecond,
      Optional<Rehearsal> rehearsal,
      List<Replayed> replayed,
      HostUse host,
      GarbageCollection collected) {
    ServedBundle served = ServedBundle.of(bundle);
    Predictor predictor =
        new Predictor(
            planned, replayed, rehearsal, policies(planned.ladder()), new Simulator(LANE_CAPACITY));
    List<Fate> fates = Fate.measured(replayed, served);
    Breakdown breakdown = Breakdown.of(replayed);
    return new ReplayReport(
        new ReplayReport.Setting(
            settings.trace().name(),
            settings.load(),
            settings.deadline().toMillis(),
            settings.policy(),
            planned.lanes(),
            framesPerSecond,
            settings.seed()),
        planned.ladder(),
        Figures.of(fates),
        LiveAccuracy.of(replayed, served),
        predictor.all(),
        predictor.pace(),
        breakdown,
        Percentiles.ofMicros(
            replayed.stream()
                .mapToLong(frame -> frame.sentMicros() - frame.due().dueMicros())
                .toArray()),
        host,
        collected,
        Remarks.of(replayed, served, planned.ladder()),
        fates);
  }

  private Supplier<VariantPolicy> policies(LadderProfile ladder) {
    Policies.Factory factory = Policies.parse(settings.policy());
    List<String> variants = ladder.rungs().stream().map(Rung::variant).toList();
    return () -> factory.create(settings.margin(), variants);
  }
}
