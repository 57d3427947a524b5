package io.widthwise.job;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Variant;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Metrics of one task, under the operator's group {@code widthwise}.
 *
 * <ul>
 *   <li>{@code outcome.<outcome>.frames}: frames by outcome
 *   <li>{@code variant.<variant>.frames}: labelled frames by variant
 *   <li>{@code quarantinedRecords}
 *   <li>{@code latencyMicros}: capture to outcome; {@code serviceMicros}: decode and inference
 *   <li>{@code lane.waitingFrames}, {@code lane.pace} (1 is as measured at start), {@code
 *       lane.quantile} (observed over predicted service time)
 *   <li>{@code lane.drainMicros} and {@code lane.drainedFrames}: how long the lane took to empty
 *       before each checkpoint, and of how many frames, histograms
 *   <li>of the frames that are explained ({@code --explain}): {@code lane.explainedFrames}; {@code
 *       lane.shareMicros} (service time that the policy granted) and {@code lane.slackMicros} (time
 *       to the deadline when it decided), histograms; {@code lane.verdict.<verdict>.rungs}, rungs
 *       of the ladder by what was held against them
 * </ul>
 */
final class FrameMetrics {
  private static final int HISTOGRAM_WINDOW = 1_000;

  private final MetricGroup group;
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, Counter> variants = new HashMap<>();
  private final Counter quarantined;
  private final Histogram latencyMicros;
  private final Histogram serviceMicros;
  private final Histogram drainMicros;
  private final Histogram drainedFrames;
  private final DecisionMetrics decisions;

  FrameMetrics(MetricGroup group, LaneGauges gauges) {
    this.group = group;
    for (Outcome outcome : Outcome.values()) {
      String name = outcome.name().toLowerCase(Locale.ROOT);
      outcomes.put(outcome, group.addGroup("outcome", name).counter("frames"));
    }
    quarantined = group.counter("quarantinedRecords");
    latencyMicros =
        group.histogram("latencyMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    serviceMicros =
        group.histogram("serviceMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    MetricGroup lane = group.addGroup("lane");
    lane.gauge("waitingFrames", (Gauge<Integer>) gauges::waiting);
    lane.gauge("pace", (Gauge<Double>) gauges::pace);
    lane.gauge("quantile", (Gauge<Double>) gauges::quantile);
    drainMicros =
        lane.histogram("drainMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    drainedFrames =
        lane.histogram("drainedFrames", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    decisions = new DecisionMetrics(lane);
  }

  void completed(FrameResult result) {
    outcomes.get(result.getOutcome()).inc();
    latencyMicros.update(
        micros(
            Duration.between(
                result.getTimings().getCaptured(), result.getTimings().getFinished())));
    if (result.getTimings().getStarted() != null) {
      serviceMicros.update(
          micros(
              Duration.between(
                  result.getTimings().getStarted(), result.getTimings().getFinished())));
    }
    if (result.getDecision() != null) {
      decisions.explained(result.getDecision());
    }
    if (result.getVariant() != null) {
      variants.computeIfAbsent(key(result.getVariant()), this::counter).inc();
    }
  }

  /** A lane was emptied before a checkpoint. */
  void drained(int frames, long nanos) {
    drainedFrames.update(frames);
    drainMicros.update(nanos / 1_000);
  }

  void quarantined() {
    quarantined.inc();
  }

  private Counter counter(String variant) {
    return group.addGroup("variant", variant).counter("frames");
  }

  private static String key(Variant variant) {
    return variant.getWidthMultiplier()
        + "@"
        + variant.getResolution()
        + "/"
        + variant.getPrecision();
  }

  private static long micros(Duration duration) {
    return Math.max(0, duration.toNanos() / 1_000);
  }
}
