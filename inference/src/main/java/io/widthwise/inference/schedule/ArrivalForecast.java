package io.widthwise.inference.schedule;

import java.time.Duration;

/**
 * Forecast of arrivals at a lane: the larger of two exponentially decaying rate estimates, one that
 * follows a burst and one that remembers the usual load.
 *
 * <p>Each estimate with time constant tau is {@code r(t) = r(s) exp(-(t - s) / tau) + 1 / tau} at
 * an arrival, so a steady stream of rate lambda goes up and down about lambda. It is asked just
 * after an arrival more often than not, so half of the newest step is taken off.
 */
public final class ArrivalForecast {
  private static final double BURST_MICROS = Duration.ofMillis(100).toNanos() / 1e3;
  private static final double USUAL_MICROS = Duration.ofSeconds(2).toNanos() / 1e3;

  private double burstPerMicro;
  private double usualPerMicro;
  private long lastMicros;

  /** Counts an arrival. */
  public void arrived(long nowMicros) {
    double elapsed = Math.max(0, nowMicros - lastMicros);
    burstPerMicro = burstPerMicro * Math.exp(-elapsed / BURST_MICROS) + 1 / BURST_MICROS;
    usualPerMicro = usualPerMicro * Math.exp(-elapsed / USUAL_MICROS) + 1 / USUAL_MICROS;
    lastMicros = Math.max(lastMicros, nowMicros);
  }

  /** Returns the number of frames expected in the {@code horizonMicros} after {@code nowMicros}. */
  public double expectedWithin(long horizonMicros, long nowMicros) {
    double elapsed = Math.max(0, nowMicros - lastMicros);
    double rate =
        Math.max(
            (burstPerMicro - 0.5 / BURST_MICROS) * Math.exp(-elapsed / BURST_MICROS),
            (usualPerMicro - 0.5 / USUAL_MICROS) * Math.exp(-elapsed / USUAL_MICROS));
    return Math.max(0, rate) * horizonMicros;
  }
}
