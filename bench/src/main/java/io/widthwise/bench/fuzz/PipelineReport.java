package io.widthwise.bench.fuzz;

import java.util.Map;

/**
 * What became of damaged frames in the running stack, and of healthy ones beside them.
 *
 * @param seed of the damage
 * @param sent damaged messages put on the raw topic
 * @param admitted of them, those that came to the frames topic
 * @param refused of them, those that lie in quarantine with a reason and their raw position
 * @param unaccounted sent, but neither
 * @param outcomes of admitted frames, by kind
 * @param withoutOutcome admitted frames of which no result told
 * @param repeats results beyond the first of a frame
 * @param rejectedNotInQuarantine frames rejected by the job whose bytes are not in quarantine
 * @param healthySent sound frames of other cameras sent meanwhile
 * @param healthyOutcomes their outcomes, by kind
 * @param healthyOnTime share of them that were labelled by their deadline
 * @param restarts of the job's tasks
 * @param seconds the whole took
 */
record PipelineReport(
    long seed,
    int sent,
    int admitted,
    int refused,
    int unaccounted,
    Map<String, Integer> outcomes,
    int withoutOutcome,
    int repeats,
    int rejectedNotInQuarantine,
    int healthySent,
    Map<String, Integer> healthyOutcomes,
    double healthyOnTime,
    int restarts,
    double seconds) {
  /** Share of healthy frames that must be labelled by their deadline. */
  private static final double OBJECTIVE = 0.95;

  boolean isSound() {
    return unaccounted == 0
        && withoutOutcome == 0
        && rejectedNotInQuarantine == 0
        && restarts == 0
        && healthyOnTime >= OBJECTIVE;
  }
}
