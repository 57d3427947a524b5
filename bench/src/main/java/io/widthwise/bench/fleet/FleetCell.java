package io.widthwise.bench.fleet;

import io.widthwise.bench.fleet.HitsOverTime.Recovery;
import io.widthwise.bench.fleet.HitsOverTime.Second;
import java.util.Arrays;
import java.util.List;

/**
 * One run of a fleet.
 *
 * @param partitions of the topic that the cameras publish to
 * @param partitioning how frames got to lanes
 * @param frames published
 * @param hitRate share of them labelled by their deadlines
 * @param accuracy mean over all of them, with a missed one counting zero
 * @param boundAccuracy what no schedule exceeds, as {@link FluidBound} has it
 * @param shareOfBound accuracy over it
 * @param latencyMillis from publishing to the label, of labelled frames
 * @param hitRateOfCameras over cameras
 * @param laneLoad over lanes
 * @param recoveries from interruptions, in the order of time
 * @param seconds the run, second by second
 * @param simulatedSecondsPerWallSecond how fast the simulation ran
 * @param simulatedSecondsPerCpuSecond how fast it ran for the processor time that it was given, all
 *     threads together
 */
record FleetCell(
    int partitions,
    String partitioning,
    long frames,
    double hitRate,
    double accuracy,
    double boundAccuracy,
    double shareOfBound,
    Quantiles latencyMillis,
    Share hitRateOfCameras,
    LaneLoad laneLoad,
    List<Recovery> recoveries,
    List<Second> seconds,
    double simulatedSecondsPerWallSecond,
    double simulatedSecondsPerCpuSecond) {

  FleetCell {
    recoveries = List.copyOf(recoveries);
    seconds = List.copyOf(seconds);
  }

  /** Latencies, milliseconds. */
  record Quantiles(double p50, double p99) {}

  /**
   * How cameras fare.
   *
   * @param worst share of hits of the camera that has the least
   * @param p1 that of the camera at the first percentile
   */
  record Share(double worst, double p1) {
    static Share of(double[] sorted) {
      return sorted.length == 0
          ? new Share(1, 1)
          : new Share(sorted[0], sorted[(sorted.length - 1) / 100]);
    }
  }

  /**
   * Rate of frames sent to a lane over what it serves at most with the narrowest rung, over lanes.
   *
   * @param idle lanes that got nothing
   * @param overloaded lanes that got more than they can serve
   */
  record LaneLoad(double mean, double p50, double p99, double max, int idle, int overloaded) {
    static LaneLoad of(double[] sorted) {
      return new LaneLoad(
          Arrays.stream(sorted).average().orElseThrow(),
          sorted[(sorted.length - 1) / 2],
          sorted[(int) Math.ceil(0.99 * (sorted.length - 1))],
          sorted[sorted.length - 1],
          (int) Arrays.stream(sorted).filter(load -> load == 0).count(),
          (int) Arrays.stream(sorted).filter(load -> load > 1).count());
    }
  }
}
