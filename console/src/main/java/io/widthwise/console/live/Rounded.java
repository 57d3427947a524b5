package io.widthwise.console.live;

/** Figures are rounded to what is shown, which halves the size of a snapshot. */
final class Rounded {
  private Rounded() {}

  static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  static double thousandths(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
