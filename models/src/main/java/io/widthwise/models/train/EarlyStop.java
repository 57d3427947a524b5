package io.widthwise.models.train;

/** Tells when validations have not bettered the best one for long enough. */
final class EarlyStop {
  private final int patience;
  private double best = Double.NEGATIVE_INFINITY;
  private int since;

  EarlyStop(int patience) {
    this.patience = patience;
  }

  void add(double result) {
    if (result > best) {
      best = result;
      since = 0;
    } else {
      since++;
    }
  }

  boolean isDue() {
    return since >= patience;
  }
}
