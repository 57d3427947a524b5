package io.widthwise.inference.schedule;

import java.util.Arrays;

/**
 * A quantile of the last samples. It rises after a few slow samples and falls once they have left
 * the window, which is what a deadline wants of a forecast. Adding costs a binary search and a move
 * within a small array, and allocates nothing.
 */
public final class SlidingQuantile {
  private final double quantile;
  private final double[] inOrderOfArrival;
  private final double[] sorted;
  private int count;
  private int next;

  /**
   * @param quantile 0 to 1
   * @param window number of samples remembered
   * @param initial fills the window at first, so that the first real samples do not decide alone
   */
  public SlidingQuantile(double quantile, int window, double initial) {
    if (!(quantile >= 0 && quantile <= 1) || window < 1) {
      throw new IllegalArgumentException(
          "no quantile %s of %d samples".formatted(quantile, window));
    }
    this.quantile = quantile;
    this.inOrderOfArrival = new double[window];
    this.sorted = new double[window];
    Arrays.fill(inOrderOfArrival, initial);
    Arrays.fill(sorted, initial);
    this.count = window;
  }

  /** Adds a sample and forgets the oldest. */
  public void add(double sample) {
    remove(inOrderOfArrival[next]);
    inOrderOfArrival[next] = sample;
    next = (next + 1) % sorted.length;
    insert(sample);
  }

  /** Returns the quantile of the samples in the window. */
  public double value() {
    return sorted[(int) Math.ceil(quantile * (count - 1))];
  }

  private void remove(double sample) {
    int at = Arrays.binarySearch(sorted, 0, count, sample);
    System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
    count--;
  }

  private void insert(double sample) {
    int at = Arrays.binarySearch(sorted, 0, count, sample);
    at = at < 0 ? -at - 1 : at;
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = sample;
    count++;
  }
}
