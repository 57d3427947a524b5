package io.widthwise.inference.schedule;

import java.time.Duration;

/**
 * Forecast of arrivals at a lane: the larger of two exponentially decaying rate estimates, one that
 * follows a burst and one that remembers the usual load.
 *
 * <p>Each estimate with time constant tau is {@code r(t) = r(s) exp(-(t - s) / tau) + 1 / tau} at
 * an arrival, so a steady stream of rate lambda goes up and down about lambda. It is asked just
 * after an arrival more often than not, so half of the newest step is taken off. As long as little
 * has been seen, the estimate is divided by the share of the exponential's weight that falls on the
 * time seen, {@code 1 - exp(-(t - first) / tau)}: a lane that starts under load knows of it within
 * tens of milliseconds.
 */
public final class ArrivalForecast {
  private static final double BURST_MICROS = Duration.ofMillis(100).toNanos() / 1e3;
  private static final double USUAL_MICROS = Duration.ofSeconds(2).toNanos() / 1e3;

  /** Taken as seen before the first arrival, so that the first frame is no burst. */
  private static final double SEEN_BEFORE_MICROS = Duration.ofMillis(10).toNanos() / 1e3;

  private static final long NEVER = Long.MIN_VALUE;

  private double burstPerMicro;
  private double usualPerMicro;
  private long lastMicros;
  private long firstMicros = NEVER;

  /** Counts an arrival. */
  public void arrived(long nowMicros) {
    double elapsed = Math.max(0, nowMicros - lastMicros);
    burstPerMicro = burstPerMicro * Math.exp(-elapsed / BURST_MICROS) + 1 / BURST_MICROS;
    usualPerMicro = usualPerMicro * Math.exp(-elapsed / USUAL_MICROS) + 1 / USUAL_MICROS;
    lastMicros = Math.max(lastMicros, nowMicros);
    if (firstMicros == NEVER) {
      firstMicros = nowMicros;
    }
  }

  /** Returns the number of frames expected in the {@code horizonMicros} after {@code nowMicros}. */
  public double expectedWithin(long horizonMicros, long nowMicros) {
    if (firstMicros == NEVER) {
      return 0;
    }
    double rate =
        Math.max(
            perMicro(burstPerMicro, BURST_MICROS, nowMicros),
            perMicro(usualPerMicro, USUAL_MICROS, nowMicros));
    return Math.max(0, rate) * horizonMicros;
  }

  /**
   * Returns the number of frames that come at the least in {@code periodMicros}: by the smaller of
   * the two estimates, so that neither a burst nor a load that is over counts as lasting.
   */
  public double lastingWithin(double periodMicros, long nowMicros) {
    if (firstMicros == NEVER) {
      return 0;
    }
    double rate =
        Math.min(
            perMicro(burstPerMicro, BURST_MICROS, nowMicros),
            perMicro(usualPerMicro, USUAL_MICROS, nowMicros));
    return Math.max(0, rate) * periodMicros;
  }

  private double perMicro(double afterLast, double tauMicros, long nowMicros) {
    double sinceLast = Math.max(0, nowMicros - lastMicros);
    double seen = Math.max(0, nowMicros - firstMicros) + SEEN_BEFORE_MICROS;
    double weightSeen = -Math.expm1(-seen / tauMicros);
    return (afterLast - 0.5 / tauMicros) * Math.exp(-sinceLast / tauMicros) / weightSeen;
  }
}
