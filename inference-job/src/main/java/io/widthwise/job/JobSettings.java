package io.widthwise.job;

import io.widthwise.inference.schedule.LatencyBudgets.Slo;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.schemas.check.FrameLimits;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a task needs to know to serve frames.
 *
 * @param models bundle directory, readable under this path by every task
 * @param latencyBudget default budget of a frame
 * @param slos budgets of cameras, first match wins
 * @param maxSkew how far capture and broker clock may differ before the broker's is used
 * @param policy name of the policy that chooses variants, as {@link Policies} knows it
 * @param margin how long before its deadline a frame should be done
 * @param laneCapacity most frames that wait for a lane before Kafka is left waiting
 * @param topK labels in a result
 * @param profileTime how long a task measures its variants before it serves
 * @param explainedShare share of the frames, 0 to 1, whose decision is explained
 * @param limits what a frame may weigh
 * @param bundleKeys public keys, in one line each; if there are any, only bundles that one of them
 *     signed are served
 */
public record JobSettings(
    String models,
    Duration latencyBudget,
    List<Slo> slos,
    Duration maxSkew,
    String policy,
    Duration margin,
    int laneCapacity,
    int topK,
    Duration profileTime,
    double explainedShare,
    FrameLimits limits,
    List<String> bundleKeys)
    implements Serializable {
  public JobSettings {
    slos = List.copyOf(slos);
    bundleKeys = List.copyOf(bundleKeys);
    Policies.parse(policy);
    if (laneCapacity < 1 || topK < 1) {
      throw new IllegalArgumentException(
          "lane capacity and top-k must be at least 1 but are %d and %d"
              .formatted(laneCapacity, topK));
    }
    if (!(explainedShare >= 0 && explainedShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of explained frames must be 0 to 1, not " + explainedShare);
    }
  }
}
