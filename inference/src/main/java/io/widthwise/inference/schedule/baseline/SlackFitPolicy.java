package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.ServiceTimes;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.WaitingFrames;
import java.time.Duration;

/**
 * SlackFit: the slack of the most urgent frame chooses how long the next batch takes (Khare et al.,
 * "SuperServe: Fine-Grained Inference Serving for Unpredictable Workloads", NSDI 2025).
 *
 * <p>Tuples (variant, batch) are sorted by their latency into {@value #BUCKETS} buckets of equal
 * width between the latency of (narrowest, 1) and of (widest, {@value #LARGEST_BATCH}). With
 *
 * <pre>
 *   slack = deadline of the most urgent frame - t - margin
 * </pre>
 *
 * the highest bucket that holds a tuple of latency at most {@code slack} is taken, and in it the
 * tuple of greatest {@code accuracy * batch}, the utility that the paper's offline optimum
 * maximises. Much slack so means a wide variant or a large batch, little slack a narrow one.
 *
 * <p>State: none beyond scratch space. Assumes that latency rises with the variant and with the
 * batch.
 *
 * <p>Departures from the paper, all in its favour:
 *
 * <ul>
 *   <li>Latencies are not profiled once but forecast for the very frames that wait, so buckets
 *       follow the host and the size of pictures; a batch costs the sum of its frames.
 *   <li>Tuples of larger batches than frames wait are no choice. By its letter the policy would
 *       choose a narrow variant for a batch of sixteen and then serve one frame with it.
 *   <li>Where the bucket of the slack straddles it, the tuples below the slack count; the paper
 *       rounds down to a whole bucket.
 *   <li>The most urgent frame is the first that the narrowest variant is forecast to serve in time.
 *       If there is none, the earliest that is not hopeless is tried with that variant.
 * </ul>
 */
public final class SlackFitPolicy implements VariantPolicy {
  private static final int BUCKETS = 32;
  private static final int LARGEST_BATCH = 16;

  private final Candidates candidates;
  private int chosenVariant;
  private int chosenBatch;
  private int chosenBucket;
  private double chosenUtility;

  /**
   * @param margin how long before its deadline a frame should be done
   */
  public SlackFitPolicy(Duration margin) {
    this.candidates = new Candidates(margin);
  }

  @Override
  public void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan) {
    if (!candidates.collect(waiting, times, 0, nowMicros, plan)) {
      return;
    }
    choose(waiting, times, nowMicros);
    for (int i = 0; i < chosenBatch; i++) {
      plan.serve(candidates.index(i), chosenVariant);
    }
  }

  private void choose(WaitingFrames waiting, ServiceTimes times, long nowMicros) {
    QueuedFrame<?> mostUrgent = waiting.get(candidates.index(0));
    long slackMicros = candidates.slackMicros(mostUrgent, nowMicros);
    long shortest = times.expectMicros(0, mostUrgent);
    long longest = LARGEST_BATCH * times.expectMicros(times.variants() - 1, mostUrgent);
    double bucketMicros = Math.max(1, (longest - shortest) / (double) BUCKETS);
    int largestBatch = Math.min(LARGEST_BATCH, candidates.size());
    take(0, 1, -1, 0);
    for (int variant = 0; variant < times.variants(); variant++) {
      long latency = 0;
      for (int batch = 1; batch <= largestBatch; batch++) {
        QueuedFrame<?> last = waiting.get(candidates.index(batch - 1));
        long expected = times.expectMicros(variant, last);
        latency += expected;
        // Errors cancel out over a batch, so one frame's share of them is reserve enough.
        if (latency + times.predictMicros(variant, last) - expected > slackMicros) {
          break;
        }
        int bucket = (int) Math.max(0, (latency - shortest) / bucketMicros);
        double utility = times.accuracy(variant) * batch;
        if (bucket > chosenBucket || (bucket == chosenBucket && utility > chosenUtility)) {
          take(variant, batch, bucket, utility);
        }
      }
    }
  }

  private void take(int variant, int batch, int bucket, double utility) {
    chosenVariant = variant;
    chosenBatch = batch;
    chosenBucket = bucket;
    chosenUtility = utility;
  }
}
