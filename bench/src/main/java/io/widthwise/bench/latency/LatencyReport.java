package io.widthwise.bench.latency;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What was measured.
 *
 * @param frames frames that went through the pipeline
 * @param onTime share of them labelled by their deadline
 * @param overhead publish to result, less service
 * @param endToEnd publish to result
 * @param service decode and inference
 * @param hop publish to receipt through one topic: the baseline
 */
public record LatencyReport(
    long frames,
    double onTime,
    Percentiles overhead,
    Percentiles endToEnd,
    Percentiles service,
    Percentiles hop) {

  /**
   * Percentiles of a latency, milliseconds.
   *
   * @param p50 median
   * @param p90 nine tenths are no longer
   * @param p99 99 of 100 are no longer
   * @param max the longest
   */
  public record Percentiles(double p50, double p90, double p99, double max) {
    static Percentiles ofMicros(Histogram micros) {
      return new Percentiles(
          micros.getValueAtPercentile(50) / 1e3,
          micros.getValueAtPercentile(90) / 1e3,
          micros.getValueAtPercentile(99) / 1e3,
          micros.getMaxValue() / 1e3);
    }
  }

  /** Median overhead over the median of one bare hop; the pipeline makes three hops. */
  @JsonProperty
  public double overheadInHops() {
    return overhead.p50() / hop.p50();
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append("%-34s %8s %8s %8s %8s%n".formatted("milliseconds", "p50", "p90", "p99", "max"));
    row(table, "overhead (end to end less service)", overhead);
    row(table, "end to end", endToEnd);
    row(table, "service", service);
    row(table, "baseline: one bare hop", hop);
    table.append(
        String.format(
            Locale.ROOT,
            "%d frames, %.2f %% on time; overhead is %.2f bare hops (the pipeline makes three)%n",
            frames,
            100 * onTime,
            overheadInHops()));
    return table.toString();
  }

  private static void row(StringBuilder table, String name, Percentiles of) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-34s %8.2f %8.2f %8.2f %8.2f%n",
            name,
            of.p50(),
            of.p90(),
            of.p99(),
            of.max()));
  }
}
