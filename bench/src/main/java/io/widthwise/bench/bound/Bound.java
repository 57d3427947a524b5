package io.widthwise.bench.bound;

/**
 * What no schedule of an instance exceeds. The two need not be reached by one and the same
 * schedule.
 *
 * @param frames frames of the instance
 * @param accuracySum most accuracy, summed over all frames; a missed one counts zero
 * @param framesInTime most frames that are done by their deadlines
 */
public record Bound(int frames, double accuracySum, int framesInTime) {
  /** Returns the accuracy over all frames, 0 where there are none. */
  public double meanAccuracy() {
    return frames == 0 ? 0 : accuracySum / frames;
  }

  /** Returns the share of frames in time, 1 where there are none. */
  public double hitRate() {
    return frames == 0 ? 1 : (double) framesInTime / frames;
  }
}
