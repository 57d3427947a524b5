package io.widthwise.job;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.ClassifierSettings;
import io.widthwise.inference.classify.FrameClassifier;
import io.widthwise.inference.classify.LabelledFrame;
import io.widthwise.inference.classify.LadderMeasurement;
import io.widthwise.inference.classify.LadderMeasurement.Measured;
import io.widthwise.inference.classify.MeasurementMemory;
import io.widthwise.inference.classify.ModelLadder;
import io.widthwise.inference.crash.CrashGuard;
import io.widthwise.inference.decode.DecodeScale;
import io.widthwise.inference.decode.FrameDecoders;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.inference.schedule.DecisionExplainer;
import io.widthwise.inference.schedule.DecisionGrounds;
import io.widthwise.inference.schedule.Lane;
import io.widthwise.inference.schedule.LaneWorker;
import io.widthwise.inference.schedule.LatencyProfile;
import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Variant;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane with the sessions that it serves frames with. */
final class LaneStation implements LaneWorker<AdmittedFrame>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneStation.class);
  private static final int WARM_UP_RUNS = 20;

  private final FrameClassifier classifier;
  private final LatencyProfile times;
  private final List<VariantSpec> specs;
  private final List<Variant> variants;
  private final ExplainedFrames explained;
  private final DecisionExplainer explainer;
  private final OutcomeListener outcomes;
  private final CrashGuard guard;
  private final Clock clock;
  private Lane<AdmittedFrame> lane;
  private volatile double pace = 1;
  private volatile double quantile = 1;

  /**
   * Opens the bundle, measures its variants on this host unless that was done lately, and starts a
   * lane that serves those on the Pareto front.
   */
  static LaneStation open(
      String name,
      JobSettings settings,
      MeasurementMemory memory,
      OutcomeListener outcomes,
      CrashGuard guard,
      Clock clock)
      throws IOException {
    LadderBundle bundle = LadderBundle.open(Path.of(settings.models()));
    LadderMeasurement measurement = memory.measure(bundle, settings.profileTime());
    LOG.info(
        "{} serves release {}: {}",
        name,
        bundle.ladder().release(),
        measurement.front().stream().map(LaneStation::describe).collect(Collectors.joining(", ")));
    List<VariantSpec> front = measurement.front().stream().map(Measured::variant).toList();
    VariantPolicy policy =
        Policies.parse(settings.policy())
            .create(settings.margin(), front.stream().map(VariantSpec::key).toList());
    FrameClassifier classifier =
        new FrameClassifier(
            FrameDecoders.open(settings.limits()),
            ModelLadder.open(bundle, front, new ClassifierSettings(settings.topK(), WARM_UP_RUNS)));
    LaneStation station =
        new LaneStation(
            classifier, measurement, bundle.ladder().release(), settings, outcomes, guard, clock);
    station.start(name, settings.laneCapacity(), policy);
    return station;
  }

  private LaneStation(
      FrameClassifier classifier,
      LadderMeasurement measurement,
      String release,
      JobSettings settings,
      OutcomeListener outcomes,
      CrashGuard guard,
      Clock clock) {
    this.classifier = classifier;
    this.outcomes = outcomes;
    this.guard = guard;
    this.clock = clock;
    this.specs = classifier.variants();
    this.variants = specs.stream().map(spec -> variant(spec, release)).toList();
    this.times =
        new LatencyProfile(
            measurement.front().stream().map(LaneStation::variantTimes).toList(),
            measurement.decodeNanosPerPixel(),
            this::decodeScaleLog2);
    this.explained = new ExplainedFrames(settings.explainedShare());
    this.explainer =
        new DecisionExplainer(
            specs.stream().map(VariantSpec::key).toList(), times, settings.margin());
  }

  private void start(String name, int capacity, VariantPolicy policy) {
    lane = Lane.start(name, capacity, times, policy, this, () -> epochMicros(clock.instant()));
  }

  /** Hands a frame to the lane; false if it is full. */
  boolean offer(AdmittedFrame admitted) {
    Frame frame = admitted.frame();
    return lane.offer(
        new QueuedFrame<>(
            admitted,
            frame.getCameraId(),
            epochMicros(admitted.deadline().deadline()),
            frame.getPriority(),
            frame.getWidth(),
            frame.getHeight(),
            frame.getEncoding()));
  }

  @Override
  public void serve(QueuedFrame<AdmittedFrame> queued, int variant, DecisionGrounds grounds) {
    AdmittedFrame admitted = queued.payload();
    Instant started = clock.instant();
    try {
      LabelledFrame labelled =
          guard.run(admitted.worked(), () -> classifier.label(admitted.frame(), variant));
      Instant finished = clock.instant();
      FrameResult result =
          ResultFactory.labelled(
              admitted, labelled.topK(), variants.get(variant), started, finished);
      // Before the times learn from this frame, so that predictions are those of the decision.
      if (explained.includes(admitted.frame())) {
        result.setDecision(
            explainer.served(queued, variant, grounds, grounds.decidedMicros()).toRecord());
      }
      outcomes.completed(admitted, result, Optional.empty());
      times.observe(variant, queued, labelled.decodeMicros(), labelled.inferenceMicros());
      pace = times.pace();
      quantile = times.quantile();
    } catch (UndecodableImageException e) {
      outcomes.completed(
          admitted,
          ResultFactory.rejected(admitted, e.getMessage(), clock.instant()),
          Optional.of(
              FrameIntake.note(
                  admitted.origin(), QuarantineCode.UNDECODABLE_IMAGE, e.getMessage(), e)));
    }
  }

  @Override
  public void shed(QueuedFrame<AdmittedFrame> queued, DecisionGrounds grounds) {
    AdmittedFrame admitted = queued.payload();
    FrameResult result =
        ResultFactory.shed(
            admitted,
            Duration.of(times.leastMicros(0, queued), ChronoUnit.MICROS),
            clock.instant());
    if (explained.includes(admitted.frame())) {
      result.setDecision(explainer.shed(queued, grounds, grounds.decidedMicros()).toRecord());
    }
    outcomes.completed(admitted, result, Optional.empty());
  }

  @Override
  public void failed(Throwable failure) {
    outcomes.failed(failure);
  }

  int waiting() {
    return lane.waiting();
  }

  double pace() {
    return pace;
  }

  double quantile() {
    return quantile;
  }

  /** Waits for the frame in service, then frees the sessions. */
  @Override
  public void close() throws InterruptedException {
    lane.close();
    classifier.close();
  }

  private int decodeScaleLog2(int variant, QueuedFrame<?> frame) {
    VariantSpec spec = specs.get(variant);
    int denominator =
        DecodeScale.forFrame(frame.width(), frame.height(), spec.resolution(), spec.resize())
            .denominator();
    return Integer.numberOfTrailingZeros(denominator);
  }

  private static Variant variant(VariantSpec spec, String release) {
    return new Variant(
        spec.family(), spec.width(), spec.resolution(), spec.precision().text(), release);
  }

  private static VariantTimes variantTimes(Measured measured) {
    return new VariantTimes(measured.variant().accuracy().top1(), measured.inferenceMicros());
  }

  private static String describe(Measured measured) {
    return "%s (top-1 %.1f %%, %.0f µs)"
        .formatted(
            measured.variant().key(),
            100 * measured.variant().accuracy().top1(),
            measured.inferenceMicros());
  }

  private static long epochMicros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
