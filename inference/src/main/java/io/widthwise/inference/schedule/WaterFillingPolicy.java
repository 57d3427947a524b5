package io.widthwise.inference.schedule;

import java.time.Duration;

/**
 * Gives waiting frames equal service time as far as their deadlines allow, and serves the earliest
 * with the most accurate variant that fits its share.
 *
 * <p>A frame's accuracy is concave in its service time, so equal shares are best where deadlines
 * allow them; this is Optimal Available of speed scaling (Yao, Demers and Shenker, FOCS 1995)
 * turned around. At time t with feasible deadlines d1 &lt;= ... &lt;= dn the share is
 *
 * <pre>
 *   c = min over k of (dk - t - margin) / k
 *   c &lt;= (dn - t + H) / (n + arrivals expected within H)
 * </pre>
 *
 * where H is the forecast horizon. The first bound is the critical prefix of the frames that wait;
 * the second leaves time for those to come.
 *
 * <p>When even the fastest variant cannot serve all in time, the fewest frames are left out ({@link
 * FeasibleSet}). A frame left out goes on waiting, since service may turn out faster than
 * predicted, and is given up once it could not make its deadline even if it were served at once.
 */
public final class WaterFillingPolicy implements VariantPolicy {
  private final long marginMicros;
  private final long horizonMicros;
  private final FeasibleSet feasible = new FeasibleSet();

  /**
   * @param margin how long before its deadline a frame should be done, against stalls of the host
   * @param horizon how far ahead arrivals are provided for
   */
  public WaterFillingPolicy(Duration margin, Duration horizon) {
    if (margin.isNegative() || horizon.isNegative()) {
      throw new IllegalArgumentException(
          "margin and horizon must not be negative but are %s and %s".formatted(margin, horizon));
    }
    this.marginMicros = margin.toNanos() / 1_000;
    this.horizonMicros = horizon.toNanos() / 1_000;
  }

  @Override
  public void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan) {
    int earliest = shedHopeless(waiting, times, nowMicros, plan);
    if (earliest < 0) {
      return;
    }
    feasible.compute(waiting, times, nowMicros, marginMicros);
    int next = firstFeasible(waiting.size());
    if (next < 0) {
      plan.serve(earliest, 0);
      return;
    }
    double shareMicros = shareMicros(waiting, arrivals, nowMicros);
    plan.serve(next, widestWithin(waiting.get(next), times, shareMicros, nowMicros));
  }

  /** Returns the first frame that can still make its deadline, or -1. */
  private static int shedHopeless(
      WaitingFrames waiting, ServiceTimes times, long nowMicros, LanePlan plan) {
    int earliest = -1;
    for (int i = 0; i < waiting.size(); i++) {
      QueuedFrame<?> frame = waiting.get(i);
      if (nowMicros + times.leastMicros(0, frame) > frame.deadlineMicros()) {
        plan.shed(i);
      } else if (earliest < 0) {
        earliest = i;
      }
    }
    return earliest;
  }

  private int firstFeasible(int n) {
    for (int i = 0; i < n; i++) {
      if (feasible.keeps(i)) {
        return i;
      }
    }
    return -1;
  }

  private double shareMicros(WaitingFrames waiting, ArrivalForecast arrivals, long nowMicros) {
    double share = Double.POSITIVE_INFINITY;
    long lastDeadline = nowMicros;
    int k = 0;
    for (int i = 0; i < waiting.size(); i++) {
      if (feasible.keeps(i)) {
        k++;
        lastDeadline = waiting.get(i).deadlineMicros();
        share = Math.min(share, (double) (lastDeadline - nowMicros - marginMicros) / k);
      }
    }
    double expected = k + arrivals.expectedWithin(horizonMicros, nowMicros);
    return Math.min(share, (lastDeadline - nowMicros + horizonMicros) / expected);
  }

  private int widestWithin(
      QueuedFrame<?> frame, ServiceTimes times, double shareMicros, long nowMicros) {
    long slackMicros = frame.deadlineMicros() - nowMicros - marginMicros;
    for (int variant = times.variants() - 1; variant > 0; variant--) {
      long serviceMicros = times.predictMicros(variant, frame);
      if (serviceMicros <= shareMicros && serviceMicros <= slackMicros) {
        return variant;
      }
    }
    return 0;
  }
}
