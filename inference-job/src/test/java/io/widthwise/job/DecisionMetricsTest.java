package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.schemas.ConsideredRung;
import io.widthwise.schemas.Decision;
import io.widthwise.schemas.Verdict;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class DecisionMetricsTest {
  private final MetricListener metrics = new MetricListener();
  private final DecisionMetrics decisions = new DecisionMetrics(metrics.getMetricGroup());

  @Test
  void tellsShareSlackAndVerdictsOfExplainedFrames() {
    decisions.explained(decision(12_500.4));

    assertThat(count("explainedFrames")).isEqualTo(1);
    assertThat(histogram("shareMicros").getStatistics().getMax()).isEqualTo(12_500);
    assertThat(histogram("slackMicros").getStatistics().getMax()).isEqualTo(41_000);
    assertThat(count("verdict", "chosen", "rungs")).isEqualTo(1);
    assertThat(count("verdict", "over_share", "rungs")).isEqualTo(2);
    assertThat(count("verdict", "over_slack", "rungs")).isZero();
  }

  @Test
  void aDecisionWithoutAShareLeavesTheHistogramOfSharesAlone() {
    decisions.explained(decision(null));

    assertThat(histogram("shareMicros").getCount()).isZero();
    assertThat(histogram("slackMicros").getCount()).isEqualTo(1);
  }

  private long count(String... name) {
    return metrics.getCounter(name).map(Counter::getCount).orElseThrow();
  }

  private Histogram histogram(String name) {
    return metrics.getHistogram(name).orElseThrow();
  }

  private static Decision decision(Double budgetMicros) {
    return new Decision(
        41_000L,
        3_000L,
        900L,
        budgetMicros,
        3,
        3,
        1.5,
        List.of(
            new ConsideredRung("0.5@160/int8", 9_000L, Verdict.CHOSEN),
            new ConsideredRung("1.0@192/int8", 13_000L, Verdict.OVER_SHARE),
            new ConsideredRung("1.0@224/int8", 19_000L, Verdict.OVER_SHARE)));
  }
}
