package io.widthwise.inference.schedule.baseline;

import io.widthwise.inference.schedule.ServiceTimes;

/** Checks of a variant that a policy is bound to. */
final class FixedVariant {
  private FixedVariant() {}

  static int checked(int variant) {
    if (variant < 0) {
      throw new IllegalArgumentException("variants are counted from 0, so none is " + variant);
    }
    return variant;
  }

  static void requireOf(ServiceTimes times, int variant) {
    if (variant >= times.variants()) {
      throw new IllegalStateException(
          "variant %d is fixed but the ladder has only %d".formatted(variant, times.variants()));
    }
  }
}
