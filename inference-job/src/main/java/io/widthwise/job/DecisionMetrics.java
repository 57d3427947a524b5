package io.widthwise.job;

import io.widthwise.schemas.ConsideredRung;
import io.widthwise.schemas.Decision;
import io.widthwise.schemas.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Metrics of the decisions that are explained; {@link FrameMetrics} lists them. */
final class DecisionMetrics {
  private static final int HISTOGRAM_WINDOW = 1_000;

  private final Counter explainedFrames;
  private final Histogram shareMicros;
  private final Histogram slackMicros;
  private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);

  /**
   * @param lane group that the metrics belong to
   */
  DecisionMetrics(MetricGroup lane) {
    explainedFrames = lane.counter("explainedFrames");
    shareMicros =
        lane.histogram("shareMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    slackMicros =
        lane.histogram("slackMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    for (Verdict verdict : Verdict.values()) {
      String name = verdict.name().toLowerCase(Locale.ROOT);
      verdicts.put(verdict, lane.addGroup("verdict", name).counter("rungs"));
    }
  }

  void explained(Decision decision) {
    explainedFrames.inc();
    slackMicros.update(decision.getSlackMicros());
    if (decision.getBudgetMicros() != null) {
      shareMicros.update(Math.round(decision.getBudgetMicros()));
    }
    for (ConsideredRung rung : decision.getRungs()) {
      verdicts.get(rung.getVerdict()).inc();
    }
  }
}
