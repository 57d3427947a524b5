package io.widthwise.console.tally;

/**
 * How much a rung was used.
 *
 * @param results results that it labelled
 * @param serviceMicros time from the start of decoding to the end of inference, summed over them
 */
public record RungUse(long results, long serviceMicros) {
  static final RungUse NONE = new RungUse(0, 0);

  RungUse plus(RungUse other) {
    return new RungUse(results + other.results, serviceMicros + other.serviceMicros);
  }

  /** Mean time for one result, milliseconds; 0 for none. */
  public double meanMillis() {
    return results == 0 ? 0 : serviceMicros / 1e3 / results;
  }
}
