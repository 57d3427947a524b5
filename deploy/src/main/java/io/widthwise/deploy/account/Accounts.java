package io.widthwise.deploy.account;

import io.widthwise.schemas.Outcome;
import java.util.Map;

/**
 * What became of the frames so far.
 *
 * @param admitted distinct frames on the {@code frames} topic
 * @param quarantined messages on the {@code quarantine} topic
 * @param refused those of them that admission put there
 * @param outcomes frames by their first outcome
 * @param missing admitted frames without an outcome
 * @param repeats outcomes beyond the first of their frame
 * @param strangers outcomes of frames that were not admitted
 * @param latency capture to label
 * @param variants labelled frames by variant, such as {@code 0.5@160/int8}
 * @param truth labels held against what frames are known to show
 */
public record Accounts(
    long admitted,
    long quarantined,
    long refused,
    Map<Outcome, Long> outcomes,
    long missing,
    long repeats,
    long strangers,
    Latency latency,
    Map<String, Long> variants,
    Truth truth) {

  /** Milliseconds from capture to label, over labelled frames; zero where there is none. */
  public record Latency(double p50, double p90, double p99, double max) {}

  /** Frames that have an outcome. */
  public long settled() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Share of frames that were labelled by their deadline, among those that could be read; 0 where
   * there is none.
   */
  public double deadlineHitRate() {
    long readable = settled() - outcomes.get(Outcome.REJECTED);
    return readable == 0 ? 0 : (double) outcomes.get(Outcome.CLASSIFIED) / readable;
  }

  /** Whether each admitted frame has an outcome and nothing else has. */
  public boolean complete() {
    return missing == 0 && strangers == 0;
  }
}
