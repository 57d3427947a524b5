package io.widthwise.models.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values of one axis to pixels.
 *
 * @param low value at {@code start}
 * @param high value at {@code end}
 * @param start pixels
 * @param end pixels
 * @param logarithmic whether equal ratios take equal lengths; values are above 0 then
 */
public record Scale(double low, double high, double start, double end, boolean logarithmic) {
  private static final double[] LINEAR_STEPS = {1, 2, 5, 10};
  private static final double[][] LOGARITHMIC_TICKS = {
    {1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 4, 5, 7}, {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9}
  };
  private static final int LEAST_TICKS = 5;

  /** A short stretch of a logarithmic axis is nearly linear. */
  private static final int LEAST_WHERE_UNROUND = 3;

  public double at(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return start + share * (end - start);
  }

  /** Returns round values along the axis, rising: at least five where there are such. */
  public List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Double> logarithmicTicks() {
    List<Double> ticks = List.of();
    for (double[] mantissas : LOGARITHMIC_TICKS) {
      ticks = new ArrayList<>();
      for (double decade = Math.pow(10, Math.floor(Math.log10(low)));
          decade <= high;
          decade *= 10) {
        for (double mantissa : mantissas) {
          double tick = decade * mantissa;
          if (tick >= low && tick <= high) {
            ticks.add(tick);
          }
        }
      }
      if (ticks.size() >= LEAST_TICKS) {
        return ticks;
      }
    }
    return ticks.size() < LEAST_WHERE_UNROUND ? linearTicks() : ticks;
  }

  private List<Double> linearTicks() {
    double rough = (high - low) / LEAST_TICKS;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = decade;
    for (double candidate : LINEAR_STEPS) {
      if (candidate * decade <= rough * (1 + 1e-9)) {
        step = candidate * decade;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
