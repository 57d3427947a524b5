package io.widthwise.job;

import io.widthwise.inference.NativeMemory;
import io.widthwise.inference.classify.MeasurementMemory;
import io.widthwise.inference.crash.CrashGuard;
import io.widthwise.inference.schedule.DeadlineRule;
import io.widthwise.inference.schedule.LaneClock;
import io.widthwise.inference.schedule.LatencyBudgets;
import io.widthwise.job.FrameIntake.Foreign;
import io.widthwise.job.FrameIntake.GivenUp;
import io.widthwise.job.FrameIntake.Refused;
import io.widthwise.job.FrameIntake.Servable;
import io.widthwise.job.release.DeskState;
import io.widthwise.job.release.ReleaseRecord;
import io.widthwise.job.release.ReleaseReports;
import io.widthwise.job.release.StatusRecord;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.check.FrameInspector;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import io.widthwise.schemas.quarantine.QuarantineNote;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Hands frames to a lane and emits their outcomes, after the example of Flink's AsyncWaitOperator.
 *
 * <p>The task's thread reads envelopes and fills the lane; while the lane is full it works off the
 * mailbox, so that back-pressure reaches Kafka. The lane's thread decodes and classifies; what it
 * finishes is emitted by the task's thread through the mailbox. Before a checkpoint barrier passes,
 * the lane is drained, so no frame is ever part of a checkpoint: one that was in the lane when a
 * task died is read from Kafka again.
 *
 * <p>The second input is the model releases, each of which every task hears. A release is loaded in
 * a thread of its own and swapped to between two frames; which one serves is part of a checkpoint.
 */
final class ClassifyOperator extends AbstractStreamOperator<OutgoingResult>
    implements TwoInputStreamOperator<ConsumedFrame, ReleaseRecord, OutgoingResult>,
        OutcomeListener {
  private static final long serialVersionUID = 1L;

  /** What could not be read. */
  static final OutputTag<QuarantinedRecord> QUARANTINE =
      new OutputTag<>("quarantine", TypeInformation.of(QuarantinedRecord.class));

  /** What this lane makes of model releases. */
  static final OutputTag<StatusRecord> RELEASE_STATUS =
      new OutputTag<>("release-status", TypeInformation.of(StatusRecord.class));

  private static final ListStateDescriptor<byte[]> RELEASES =
      new ListStateDescriptor<>("releases", BytePrimitiveArraySerializer.INSTANCE);

  private final JobSettings settings;
  private final transient MailboxExecutor mailbox;
  private transient SingleObjectCodec<FrameResult> resultCodec;
  private transient Clock clock;
  private transient FrameIntake intake;
  private transient FrameMetrics frameMetrics;
  private transient CrashGuard guard;
  private transient SingleObjectCodec<ModelRelease> releaseCodec;
  private transient ListState<byte[]> releaseState;
  private transient LaneReleases releases;
  private transient LaneStation station;
  private transient int framesInLane;

  ClassifyOperator(
      StreamOperatorParameters<OutgoingResult> parameters,
      JobSettings settings,
      MailboxExecutor mailbox) {
    super(parameters);
    this.settings = settings;
    this.mailbox = mailbox;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    releaseCodec = Codecs.modelRelease();
    releaseState = context.getOperatorStateStore().getUnionListState(RELEASES);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    releaseState.update(List.of(releases.state().encode(releaseCodec)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    clock = LaneClock.ofHost();
    resultCodec = Codecs.frameResult();
    guard =
        CrashGuard.open(
            CrashJournalDirectory.of(getContainingTask().getEnvironment().getTaskManagerInfo()));
    intake =
        new FrameIntake(
            Codecs.frame(),
            new FrameInspector(settings.limits()),
            new DeadlineRule(
                new LatencyBudgets(settings.slos(), settings.latencyBudget()), settings.maxSkew()),
            guard.crashes(),
            clock);
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    MeasurementMemory memory =
        new MeasurementMemory(
            Path.of(
                getContainingTask().getEnvironment().getTaskManagerInfo().getTmpDirectories()[0]));
    ReleaseReports reports =
        new ReleaseReports(
            getContainingTask().getEnvironment().getJobID().toHexString(),
            subtask,
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
            clock,
            getMetricGroup().addGroup("widthwise"),
            status -> output.collect(RELEASE_STATUS, new StreamRecord<>(status)));
    releases =
        LaneReleases.open(
            "widthwise-lane-" + subtask,
            settings,
            memory,
            DeskState.restore(subtask, releaseState.get(), releaseCodec),
            this,
            guard,
            clock,
            work -> inMailbox(work::run, "tell of a release"),
            reports);
    station = releases.station();
    frameMetrics = new FrameMetrics(getMetricGroup().addGroup("widthwise"), station);
  }

  @Override
  public void processElement1(StreamRecord<ConsumedFrame> element) throws Exception {
    ConsumedFrame consumed = element.getValue();
    FrameIntake.Taken taken = intake.take(consumed);
    if (taken instanceof Servable servable) {
      enqueue(servable.frame());
    } else if (taken instanceof GivenUp givenUp) {
      emit(
          givenUp.frame(),
          ResultFactory.givenUp(givenUp.frame(), clock.instant()),
          Optional.empty());
    } else if (taken instanceof Refused refused) {
      AdmittedFrame frame = refused.frame();
      String reason = refused.note().reason();
      emit(
          frame,
          ResultFactory.rejected(frame, reason, clock.instant()),
          Optional.of(refused.note()));
    } else if (taken instanceof Foreign foreign) {
      quarantine(consumed, foreign.note());
    }
  }

  @Override
  public void processElement2(StreamRecord<ReleaseRecord> element) {
    ReleaseRecord announced = element.getValue();
    if (announced.value.length == 0) {
      LOG.info("{} withdraws a release; what serves goes on serving", announced.origin);
      return;
    }
    try {
      releases.announced(releaseCodec.decode(announced.value));
    } catch (UndecodableMessageException e) {
      LOG.error("{} is no model release and is skipped: {}", announced.origin, e.getMessage());
    }
  }

  private void enqueue(AdmittedFrame frame) throws InterruptedException {
    while (!station.offer(frame)) {
      mailbox.yield();
    }
    framesInLane++;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    int frames = framesInLane;
    long start = System.nanoTime();
    drain();
    frameMetrics.drained(frames, System.nanoTime() - start);
  }

  @Override
  public void finish() throws Exception {
    drain();
    super.finish();
  }

  private void drain() throws InterruptedException {
    while (framesInLane > 0) {
      mailbox.yield();
    }
  }

  @Override
  public void close() throws Exception {
    if (releases != null) {
      releases.close();
      NativeMemory.returnFreed();
    }
    if (guard != null) {
      guard.close(); // after the lane, whose work it holds
    }
    super.close();
  }

  /** Called by the lane's thread. */
  @Override
  public void completed(AdmittedFrame frame, FrameResult result, Optional<QuarantineNote> note) {
    inMailbox(
        () -> {
          framesInLane--;
          emit(frame, result, note);
        },
        "emit result");
  }

  /** Called by the lane's thread. */
  @Override
  public void failed(Throwable failure) {
    inMailbox(
        () -> {
          throw new FlinkException("the inference lane has failed", failure);
        },
        "fail task");
  }

  private void inMailbox(ThrowingRunnable<Exception> action, String description) {
    try {
      mailbox.execute(action, description);
    } catch (RejectedExecutionException e) {
      // The task is being torn down; its frames are read again by the next attempt.
      LOG.debug("The mailbox is closed: cannot {}", description, e);
    }
  }

  private void emit(AdmittedFrame frame, FrameResult result, Optional<QuarantineNote> note) {
    OutgoingResult outgoing = new OutgoingResult();
    outgoing.cameraId = result.getCameraId();
    outgoing.frameId = result.getFrameId();
    outgoing.traceparent = frame.origin().traceparent;
    outgoing.value = resultCodec.encode(result);
    output.collect(new StreamRecord<>(outgoing));
    frameMetrics.completed(result);
    note.ifPresent(reason -> quarantine(frame.origin(), reason));
  }

  private void quarantine(ConsumedFrame consumed, QuarantineNote note) {
    output.collect(QUARANTINE, new StreamRecord<>(QuarantinedRecord.of(consumed, note)));
    frameMetrics.quarantined();
  }
}
