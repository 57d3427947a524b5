package io.widthwise.deploy.account;

import java.util.OptionalDouble;

/**
 * Labels held against the truth: over labelled frames, in time or late, whose source knew what they
 * show, and showed something that the bundle has a class for.
 *
 * @param frames such frames
 * @param right those whose most probable class is the true one
 * @param expected mean over these frames of the accuracy that the bundle records for the variant
 *     that labelled each; empty if one of them has none
 */
public record Truth(long frames, long right, OptionalDouble expected) {

  /** Nothing is known. */
  public static final Truth UNKNOWN = new Truth(0, 0, OptionalDouble.empty());

  public Truth {
    if (right < 0 || right > frames) {
      throw new IllegalArgumentException(
          "right must be 0 to %d but is %d".formatted(frames, right));
    }
  }

  /** Whether there is anything to tell. */
  public boolean known() {
    return frames > 0;
  }

  /** Share of frames that were labelled right; 0 where there is none. */
  public double top1() {
    return known() ? (double) right / frames : 0;
  }
}
