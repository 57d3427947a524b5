package io.widthwise.inference.schedule;

import java.time.Duration;

/**
 * Gives waiting frames equal service time as far as their deadlines allow, and serves the earliest
 * with what its share buys.
 *
 * <p>A frame's accuracy is concave in its service time, so equal shares are best where deadlines
 * allow them; this is Optimal Available of speed scaling (Yao, Demers and Shenker, FOCS 1995)
 * turned around. At time t with feasible deadlines d1 &lt;= ... &lt;= dn, of n frames, and lambda
 * frames a second expected to come, the share is
 *
 * <pre>
 *   c = min over k of (dk - t - margin) / k
 *   c &lt;= (b + AHEAD) r / (n - 1 + AHEAD m)    with r = dn - t, m = lambda r
 *                                                and b = 1 - (1 - BACKLOG (1 - load)) m / (1 + m)
 * </pre>
 *
 * <p>The first bound is the critical prefix of the frames that wait: without frames to come it is
 * all there is. Alone it would let them use up all time to their deadlines, and the next burst
 * would find none left. The second bound leaves time for the m frames that will have come by the
 * last deadline. With many of them it is in balance, at c = 1 / lambda, when as many frames wait as
 * come within {@code BACKLOG (1 - load)} of the time to the last deadline; the rest of that time is
 * kept for bursts and stalls. The load is what lasts of the arrivals, as a share of what the
 * fastest variant can serve: the nearer it is to one, the longer a backlog takes to clear, and the
 * less of it there may be. {@code AHEAD} sets how hard it pulls towards that balance: within that
 * share of the time to the last deadline.
 *
 * <p>A share that lies between two rungs is met on average ({@link RungMixer}).
 *
 * <p>When even the fastest variant cannot serve all in time, the fewest frames are left out ({@link
 * FeasibleSet}). A frame left out goes on waiting, since service may turn out faster than expected,
 * and is given up once it could not make its deadline even if it were served at once.
 */
public final class WaterFillingPolicy implements VariantPolicy {
  private static final double BACKLOG = 0.5;
  private static final double AHEAD = 0.6;

  private final long marginMicros;
  private final FeasibleSet feasible = new FeasibleSet();
  private final RungMixer rungs = new RungMixer();
  private int next;
  private long slackMicros;
  private double criticalShareMicros;
  private long lastDeadlineMicros;

  /**
   * @param margin how long before its deadline a frame should be done, against stalls of the host;
   *     it keeps frames from being served wide, not from being served
   */
  public WaterFillingPolicy(Duration margin) {
    if (margin.isNegative()) {
      throw new IllegalArgumentException("the margin must not be negative but is " + margin);
    }
    this.marginMicros = margin.toNanos() / 1_000;
  }

  @Override
  public void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan) {
    int earliest = HopelessFrames.shed(waiting, times, 0, nowMicros, plan);
    if (earliest < 0) {
      plan.grounds().queue(waiting.size(), 0);
      return;
    }
    feasible.compute(waiting, times, nowMicros);
    plan.grounds().queue(waiting.size(), feasible.size());
    if (feasible.size() == 0) {
      plan.serve(earliest, 0);
      return;
    }
    measureFeasible(waiting, nowMicros);
    double forecastShareMicros =
        forecastShareMicros(arrivals, times.expectMicros(0, waiting.get(next)), nowMicros, plan);
    double shareMicros = Math.min(criticalShareMicros, forecastShareMicros);
    plan.serve(next, rungs.choose(times, waiting.get(next), shareMicros, slackMicros));
  }

  private double forecastShareMicros(
      ArrivalForecast arrivals, long fastestMicros, long nowMicros, LanePlan plan) {
    long remainingMicros = lastDeadlineMicros - nowMicros;
    double toCome = arrivals.expectedWithin(remainingMicros, nowMicros);
    double load = Math.min(1, arrivals.lastingWithin(fastestMicros, nowMicros));
    double backlog = 1 - (1 - BACKLOG * (1 - load)) * toCome / (1 + toCome);
    double shareMicros =
        (backlog + AHEAD) * remainingMicros / (feasible.size() - 1 + AHEAD * toCome);
    plan.grounds().share(criticalShareMicros, shareMicros, toCome);
    return shareMicros;
  }

  /**
   * Finds the frame to serve next, the critical share, and the slack: the most time that the frame
   * may take so that all others still make their deadlines with the fastest variant.
   */
  private void measureFeasible(WaitingFrames waiting, long nowMicros) {
    next = -1;
    criticalShareMicros = Double.POSITIVE_INFINITY;
    slackMicros = Long.MAX_VALUE;
    long othersMicros = 0;
    int k = 0;
    for (int i = 0; i < waiting.size(); i++) {
      if (!feasible.keeps(i)) {
        continue;
      }
      if (next < 0) {
        next = i;
      } else {
        othersMicros += feasible.serviceMicros(i);
      }
      k++;
      lastDeadlineMicros = waiting.get(i).deadlineMicros();
      long roomMicros = lastDeadlineMicros - nowMicros - marginMicros;
      criticalShareMicros = Math.min(criticalShareMicros, (double) roomMicros / k);
      slackMicros = Math.min(slackMicros, roomMicros - othersMicros);
    }
  }
}
