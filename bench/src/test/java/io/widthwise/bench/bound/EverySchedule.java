package io.widthwise.bench.bound;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The best schedule of a small instance, by trying all: every set of frames on every lane, in every
 * order, with every rung, each frame begun as soon as it is there and its lane free, served without
 * a pause, and done by its deadline. Others are shed.
 */
final class EverySchedule {
  private final OfflineFrames frames;
  private final List<OfflineRung> rungs;
  private final List<UnevenLane> lanes;
  private final ToDoubleFunction<OfflineRung> value;

  private EverySchedule(
      OfflineFrames frames,
      List<OfflineRung> rungs,
      List<UnevenLane> lanes,
      ToDoubleFunction<OfflineRung> value) {
    this.frames = frames;
    this.rungs = rungs;
    this.lanes = lanes;
    this.value = value;
  }

  static double bestAccuracySum(Instance instance) {
    return new EverySchedule(
            instance.frames(), instance.rungs(), instance.lanes(), OfflineRung::accuracy)
        .best();
  }

  static int mostFramesInTime(Instance instance) {
    return (int)
        new EverySchedule(instance.frames(), instance.rungs(), instance.lanes(), rung -> 1).best();
  }

  private double best() {
    int sets = 1 << frames.size();
    double[] best = new double[sets];
    for (UnevenLane lane : lanes) {
      double[] onLane = new double[sets];
      Arrays.fill(onLane, Double.NEGATIVE_INFINITY);
      extend(lane, 0, Double.NEGATIVE_INFINITY, 0, onLane);
      double[] withLane = new double[sets];
      for (int set = 0; set < sets; set++) {
        for (int here = set; ; here = (here - 1) & set) {
          withLane[set] = Math.max(withLane[set], onLane[here] + best[set ^ here]);
          if (here == 0) {
            break;
          }
        }
      }
      best = withLane;
    }
    return best[sets - 1];
  }

  private void extend(UnevenLane lane, int served, double free, double sum, double[] bestOf) {
    bestOf[served] = Math.max(bestOf[served], sum);
    for (int j = 0; j < frames.size(); j++) {
      if ((served >> j & 1) == 1) {
        continue;
      }
      double start = Math.max(free, frames.arrivalMicros()[j]);
      for (OfflineRung rung : rungs) {
        double end = lane.end(start, rung.serviceMicros() * frames.serviceFactor()[j]);
        if (end <= frames.deadlineMicros()[j]) {
          extend(lane, served | 1 << j, end, sum + value.applyAsDouble(rung), bestOf);
        }
      }
    }
  }
}
