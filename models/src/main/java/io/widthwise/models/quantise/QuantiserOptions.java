package io.widthwise.models.quantise;

/**
 * How a network is quantised.
 *
 * @param equalisation how channels are scaled against each other
 * @param ranges how the ranges of activations are chosen
 * @param correctionFrames pictures on which biases are corrected, 0 for none. The network's largest
 *     activation is held in memory for each, at a byte an element
 * @param weightSteps steps either side of zero that weights may use: 127, or 63 for CPUs without
 *     VNNI, whose products of uint8 and int8 saturate at 16 bits
 * @param fastForm how the graph is written
 */
public record QuantiserOptions(
    Equalisation equalisation,
    RangeChoice ranges,
    int correctionFrames,
    int weightSteps,
    FastForm fastForm) {
  private static final int CORRECTION_FRAMES = 64;

  /** Steps of int8. */
  public static final int FULL_STEPS = 127;

  /** What measured best; see the module's README. */
  public static final QuantiserOptions DEFAULT =
      new QuantiserOptions(
          Equalisation.ACTIVATIONS,
          RangeChoice.LEAST_SQUARES,
          CORRECTION_FRAMES,
          FULL_STEPS,
          FastForm.FAST);

  public QuantiserOptions {
    if (correctionFrames < 0) {
      throw new IllegalArgumentException(
          "correctionFrames must not be negative but is " + correctionFrames);
    }
    if (weightSteps < 1 || weightSteps > FULL_STEPS) {
      throw new IllegalArgumentException("weightSteps must be 1 to 127 but is " + weightSteps);
    }
  }

  /** Returns the same with another equalisation. */
  public QuantiserOptions with(Equalisation other) {
    return new QuantiserOptions(other, ranges, correctionFrames, weightSteps, fastForm);
  }

  /** Returns the same with another choice of ranges. */
  public QuantiserOptions with(RangeChoice other) {
    return new QuantiserOptions(equalisation, other, correctionFrames, weightSteps, fastForm);
  }

  /** Returns the same in another form. */
  public QuantiserOptions with(FastForm other) {
    return new QuantiserOptions(equalisation, ranges, correctionFrames, weightSteps, other);
  }

  /** Returns the same with biases corrected on so many pictures. */
  public QuantiserOptions withCorrectionFrames(int frames) {
    return new QuantiserOptions(equalisation, ranges, frames, weightSteps, fastForm);
  }

  /** Returns the same with weights of so many steps. */
  public QuantiserOptions withWeightSteps(int steps) {
    return new QuantiserOptions(equalisation, ranges, correctionFrames, steps, fastForm);
  }
}
