package io.widthwise.inference.schedule;

/**
 * What serving costs and what it gains, as a policy sees it. Variants are numbered along the Pareto
 * front: each is slower and more accurate than the one before it.
 */
public interface ServiceTimes {
  /** Number of variants, at least 1. */
  int variants();

  /** Expected share of correct labels of {@code variant}, 0 to 1. */
  double accuracy(int variant);

  /**
   * Returns the time that decode and inference of {@code frame} by {@code variant} usually take,
   * microseconds. Sums of several frames' times are built from these: errors cancel out.
   */
  long expectMicros(int variant, QueuedFrame<?> frame);

  /**
   * Returns a time that decode and inference of {@code frame} by {@code variant} rarely exceed,
   * microseconds.
   */
  long predictMicros(int variant, QueuedFrame<?> frame);

  /**
   * Returns a time that decode and inference of {@code frame} by {@code variant} take at the very
   * least, microseconds; never more than {@link #expectMicros}, so that no frame is hopeless that
   * is expected to make its deadline. A frame with less time left is hopeless; one with more may
   * still be tried. Must not be learned from service alone: a forecast that has become too high by
   * a stall, and for which every frame were given up, would never be corrected again.
   */
  long leastMicros(int variant, QueuedFrame<?> frame);
}
