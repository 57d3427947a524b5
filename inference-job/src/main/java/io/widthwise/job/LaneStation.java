package io.widthwise.job;

import io.widthwise.inference.classify.InferenceException;
import io.widthwise.inference.classify.LabelledFrame;
import io.widthwise.inference.crash.CrashGuard;
import io.widthwise.inference.crash.WorkedFrame;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.inference.schedule.DecisionGrounds;
import io.widthwise.inference.schedule.Lane;
import io.widthwise.inference.schedule.LaneWorker;
import io.widthwise.inference.schedule.LatencyProfile;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane with the sessions that it serves frames with. */
final class LaneStation implements LaneWorker<AdmittedFrame>, LaneGauges, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneStation.class);
  private final ExplainedFrames explained;
  private final OutcomeListener outcomes;
  private final CrashGuard guard;
  private final Clock clock;
  private ServedRelease current;
  private Optional<Trial> trial = Optional.empty();
  private Lane<AdmittedFrame> lane;
  private volatile double pace = 1;
  private volatile double quantile = 1;

  /** Starts a lane that serves frames with {@code release}, which it closes at its end. */
  static LaneStation open(
      String name,
      ServedRelease release,
      JobSettings settings,
      OutcomeListener outcomes,
      CrashGuard guard,
      Clock clock) {
    LOG.info("{} serves release {}", name, release);
    LaneStation station = new LaneStation(release, settings, outcomes, guard, clock);
    station.lane =
        Lane.start(
            name,
            settings.laneCapacity(),
            release.times(),
            release.policy(),
            station,
            () -> epochMicros(clock.instant()));
    return station;
  }

  private LaneStation(
      ServedRelease release,
      JobSettings settings,
      OutcomeListener outcomes,
      CrashGuard guard,
      Clock clock) {
    this.current = release;
    this.explained = new ExplainedFrames(settings.explainedShare());
    this.outcomes = outcomes;
    this.guard = guard;
    this.clock = clock;
  }

  /**
   * Serves all frames with another release from the next frame on, and ends a trial.
   *
   * @param replaced hears, by the lane's thread, which release no frame is served with any more
   */
  void replace(ServedRelease next, Consumer<ServedRelease> replaced) {
    lane.betweenFrames(
        () -> {
          ServedRelease old = current;
          current = next;
          trial = Optional.empty();
          lane.use(next.times(), next.policy());
          replaced.accept(old);
        });
  }

  /** Serves some frames with the release on trial, from the next frame on. */
  void startTrial(Trial next) {
    lane.betweenFrames(() -> trial = Optional.of(next));
  }

  /**
   * Serves all frames with the current release again.
   *
   * @param ended runs, by the lane's thread, once none is served by the release that was on trial
   */
  void endTrial(Runnable ended) {
    lane.betweenFrames(
        () -> {
          trial = Optional.empty();
          ended.run();
        });
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
      if (trial.isEmpty() || !serveOnTrial(queued, variant, started)) {
        long grantedMicros = current.times().expectMicros(variant, queued);
        serveWith(current, queued, variant, grantedMicros, started, Optional.of(grounds));
      }
    } catch (UndecodableImageException e) {
      outcomes.completed(
          admitted,
          ResultFactory.rejected(admitted, e.getMessage(), clock.instant()),
          Optional.of(
              FrameIntake.note(
                  admitted.origin(), QuarantineCode.UNDECODABLE_IMAGE, e.getMessage(), e)));
    }
  }

  /**
   * Serves the frame with the release on trial, in the time that the plan has for it; false if the
   * frame is not for it, or it failed and the frame is left to the current release.
   */
  private boolean serveOnTrial(QueuedFrame<AdmittedFrame> queued, int variant, Instant started)
      throws UndecodableImageException {
    Trial running = trial.orElseThrow();
    if (!running.includes(queued.payload().frame())) {
      return false;
    }
    ServedRelease release = running.release();
    long grantedMicros = current.times().expectMicros(variant, queued);
    int rung = release.rungWithin(grantedMicros, queued);
    try {
      serveWith(release, queued, rung, grantedMicros, started, Optional.empty());
      return true;
    } catch (InferenceException e) {
      WorkedFrame frame = queued.payload().worked();
      LOG.warn(
          "Release {} failed on frame {} of camera {} ({}), which it was tried on",
          release.release(),
          frame.frameId(),
          frame.cameraId(),
          frame.position(),
          e);
      running.failed();
      return false;
    }
  }

  private void serveWith(
      ServedRelease release,
      QueuedFrame<AdmittedFrame> queued,
      int variant,
      long grantedMicros,
      Instant started,
      Optional<DecisionGrounds> grounds)
      throws UndecodableImageException {
    AdmittedFrame admitted = queued.payload();
    LatencyProfile times = release.times();
    LabelledFrame labelled =
        guard.run(admitted.worked(), () -> release.classifier().label(admitted.frame(), variant));
    FrameResult result =
        ResultFactory.labelled(
            admitted, labelled.topK(), release.variant(variant), started, clock.instant());
    // Before the times learn from this frame, so that predictions are those of the decision.
    if (grounds.isPresent() && explained.includes(admitted.frame())) {
      DecisionGrounds of = grounds.get();
      result.setDecision(
          release.explainer().served(queued, variant, of, of.decidedMicros()).toRecord());
    }
    outcomes.completed(admitted, result, Optional.empty());
    times.observe(variant, queued, labelled.decodeMicros(), labelled.inferenceMicros());
    pace = current.times().pace();
    quantile = current.times().quantile();
    boolean late = result.getOutcome() == Outcome.LATE;
    trial.ifPresent(
        running -> running.served(release, admitted.frame(), labelled, late, grantedMicros));
  }

  @Override
  public void shed(QueuedFrame<AdmittedFrame> queued, DecisionGrounds grounds) {
    AdmittedFrame admitted = queued.payload();
    FrameResult result =
        ResultFactory.shed(
            admitted,
            Duration.of(current.times().leastMicros(0, queued), ChronoUnit.MICROS),
            clock.instant());
    if (explained.includes(admitted.frame())) {
      result.setDecision(
          current.explainer().shed(queued, grounds, grounds.decidedMicros()).toRecord());
    }
    outcomes.completed(admitted, result, Optional.empty());
  }

  @Override
  public void failed(Throwable failure) {
    outcomes.failed(failure);
  }

  @Override
  public int waiting() {
    return lane.waiting();
  }

  @Override
  public double pace() {
    return pace;
  }

  @Override
  public double quantile() {
    return quantile;
  }

  /** Waits for the frame in service, then frees the sessions. */
  @Override
  public void close() throws InterruptedException {
    lane.close();
    current.close();
  }

  private static long epochMicros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
