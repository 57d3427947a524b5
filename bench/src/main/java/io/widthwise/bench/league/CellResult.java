package io.widthwise.bench.league;

/**
 * How one policy did in one cell: a trace at a load, with a deadline and a ladder. Rates and
 * accuracies are from 0 to 1; figures that no frame gave are null.
 *
 * @param trace name of the trace
 * @param load mean rate over what the lanes serve at most with the narrowest rung worth serving
 * @param deadlineMillis budget of frames that have none of their own
 * @param ladder name of the ladder
 * @param policy name of the policy
 * @param frames frames of the trace
 * @param hitRate share of frames labelled by their deadline
 * @param hitRateOfBound those frames over the most that a clairvoyant gets done in time
 * @param accuracy mean over all frames, a missed one counting zero
 * @param boundAccuracy the most accuracy over all frames that a clairvoyant reaches
 * @param shareOfBound accuracy over that of the bound
 * @param latencyMillis of the frames that were labelled, in time or not
 * @param accuracyOnTime mean over the frames that were labelled in time
 * @param shedRate share of frames given up
 * @param meanWidth mean width multiplier of the frames labelled
 * @param meanRung mean rung of the frames labelled, 0 being the narrowest
 * @param widthSwitchesPerFrame how often a lane serves with another rung than just before
 * @param fairness among cameras
 */
public record CellResult(
    String trace,
    double load,
    long deadlineMillis,
    String ladder,
    String policy,
    int frames,
    double hitRate,
    double hitRateOfBound,
    double accuracy,
    double boundAccuracy,
    double shareOfBound,
    Latency latencyMillis,
    Double accuracyOnTime,
    double shedRate,
    Double meanWidth,
    Double meanRung,
    double widthSwitchesPerFrame,
    Fairness fairness) {

  /** Percentiles from capture to label. */
  public record Latency(Double p50, Double p99) {}

  /**
   * How evenly cameras fare.
   *
   * @param leastCameraHitRate smallest share of a camera's frames that were in time, which a
   *     max-min fair policy makes largest
   * @param jainIndex {@code (sum x)^2 / (n sum x^2)} of the cameras' shares (Jain, Chiu and Hawe,
   *     1984): 1 where all fare alike, 1/n where one takes all
   */
  public record Fairness(double leastCameraHitRate, double jainIndex) {}

  /** What was asked of the policy. */
  public record Key(String trace, double load, long deadlineMillis, String ladder) {
    @Override
    public String toString() {
      return "%s, ladder %s, load %s, deadline %d ms"
          .formatted(trace, ladder, load, deadlineMillis);
    }
  }

  /** What was asked of the policy. */
  public Key key() {
    return new Key(trace, load, deadlineMillis, ladder);
  }
}
