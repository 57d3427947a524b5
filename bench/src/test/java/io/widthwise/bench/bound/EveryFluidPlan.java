package io.widthwise.bench.bound;

import java.util.ArrayList;
import java.util.List;

/**
 * The best that one lane at speed 1 can do where frames may be left and resumed and count what the
 * envelope of their fitting rungs says, by trying every whole number of microseconds for each. That
 * is enough where all windows and service times are whole: a polymatroid cut at whole numbers has
 * whole corners.
 */
final class EveryFluidPlan {
  private final OfflineFrames frames;
  private final List<ConcaveEnvelope> envelopes = new ArrayList<>();
  private final int[] work;

  private EveryFluidPlan(Instance instance) {
    this.frames = instance.frames();
    this.work = new int[frames.size()];
    for (int j = 0; j < frames.size(); j++) {
      double length = frames.deadlineMicros()[j] - frames.arrivalMicros()[j];
      double factor = frames.serviceFactor()[j];
      envelopes.add(
          ConcaveEnvelope.of(
              instance.rungs().stream()
                  .filter(rung -> rung.serviceMicros() * factor <= length)
                  .toList()));
    }
  }

  static double bestAccuracySum(Instance instance) {
    return new EveryFluidPlan(instance).best(0);
  }

  private double best(int frame) {
    if (frame == work.length) {
      return 0;
    }
    double best = 0;
    double length = frames.deadlineMicros()[frame] - frames.arrivalMicros()[frame];
    for (int given = 0; given <= length; given++) {
      work[frame] = given;
      if (!fits(frame)) {
        break;
      }
      double here = envelopes.get(frame).at(given / frames.serviceFactor()[frame]);
      best = Math.max(best, here + best(frame + 1));
    }
    return best;
  }

  /** Every set of the frames up to {@code last} has as much time in its windows as work. */
  private boolean fits(int last) {
    for (int set = 1; set < 1 << (last + 1); set++) {
      int sum = 0;
      long open = 0;
      for (int j = 0; j <= last; j++) {
        if ((set >> j & 1) == 1) {
          sum += work[j];
          open |=
              (1L << (int) frames.deadlineMicros()[j]) - (1L << (int) frames.arrivalMicros()[j]);
        }
      }
      if (sum > Long.bitCount(open)) {
        return false;
      }
    }
    return true;
  }
}
