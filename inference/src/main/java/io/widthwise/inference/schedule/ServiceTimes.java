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
   * Returns a time that decode and inference of {@code frame} by {@code variant} rarely exceed,
   * microseconds.
   */
  long predictMicros(int variant, QueuedFrame<?> frame);
}
