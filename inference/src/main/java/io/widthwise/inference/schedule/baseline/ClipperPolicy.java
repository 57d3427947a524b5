package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.ServiceTimes;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.WaitingFrames;
import java.time.Duration;

/**
 * Clipper's adaptive batching: one model, batches whose size is found by additive increase and
 * multiplicative decrease (Crankshaw et al., "Clipper: A Low-Latency Online Prediction Serving
 * System", NSDI 2017, section 4.3). With B the largest batch, after each batch
 *
 * <pre>
 *   B = 0.9 B    if processing the batch took longer than the latency objective
 *   B = B + 1    else, if the batch was as large as B allowed
 * </pre>
 *
 * <p>State: B, and the batch in service. Confined to the lane's thread.
 *
 * <p>Departures from the paper:
 *
 * <ul>
 *   <li>The latency objective is not one figure of the application but what the frames leave: a
 *       batch must end a margin before the earliest deadline in it. This is never longer than the
 *       frames' budget, so batches stay shorter than Clipper's own, which helps on a CPU, where a
 *       batch is no faster than its frames one after another.
 *   <li>B grows only when a batch filled it. The paper measures under load; B would grow without
 *       bound on a lane that idles.
 *   <li>Frames wait in the order of their deadlines and hopeless ones are given up; Clipper's queue
 *       is first in, first out. Neither delayed batching nor the prediction cache is here: a lane
 *       never idles beside work, and no two frames are alike.
 * </ul>
 */
public final class ClipperPolicy implements VariantPolicy {
  private static final double ADDITIVE_INCREASE = 1;
  private static final double BACKOFF = 0.9;

  private final int variant;
  private final Candidates candidates;
  private double largestBatch = 1;
  private int inService;
  private boolean batchWasFull;
  private long objectiveEndMicros;

  /**
   * @param variant index of the variant on the Pareto front
   * @param margin how long before its deadline a frame should be done
   */
  public ClipperPolicy(int variant, Duration margin) {
    this.variant = FixedVariant.checked(variant);
    this.candidates = new Candidates(margin);
  }

  @Override
  public void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan) {
    FixedVariant.requireOf(times, variant);
    inService = 0;
    if (!candidates.collect(waiting, times, variant, nowMicros, plan)) {
      return;
    }
    inService = Math.min((int) largestBatch, candidates.size());
    batchWasFull = inService == (int) largestBatch;
    QueuedFrame<?> mostUrgent = waiting.get(candidates.index(0));
    objectiveEndMicros = nowMicros + candidates.slackMicros(mostUrgent, nowMicros);
    for (int i = 0; i < inService; i++) {
      plan.serve(candidates.index(i), variant);
    }
  }

  @Override
  public void served(
      QueuedFrame<?> frame, int servedVariant, long startedMicros, long finishedMicros) {
    inService--;
    if (inService != 0) {
      return;
    }
    if (finishedMicros > objectiveEndMicros) {
      largestBatch = Math.max(1, BACKOFF * largestBatch);
    } else if (batchWasFull) {
      largestBatch += ADDITIVE_INCREASE;
    }
  }

  /** Largest batch at present, at least 1. */
  int largestBatch() {
    return (int) largestBatch;
  }
}
