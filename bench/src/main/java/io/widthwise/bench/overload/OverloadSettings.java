package io.widthwise.bench.overload;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What to do.
 *
 * @param factors rates over capacity, one after another
 * @param once frames a second that count as capacity; empty for what all lanes serve alone
 * @param seconds length of each overload
 * @param calmSeconds length of the calm at half of capacity before the first and after each
 */
record OverloadSettings(
    List<Double> factors, OptionalDouble once, double seconds, double calmSeconds) {
  OverloadSettings {
    factors = List.copyOf(factors);
    if (factors.isEmpty() || factors.stream().anyMatch(factor -> !(factor > 0))) {
      throw new IllegalArgumentException("--factor must be positive but is " + factors);
    }
    if (once.isPresent() && !(once.getAsDouble() > 0)) {
      throw new IllegalArgumentException("--once must be positive, not " + once.getAsDouble());
    }
    if (!(seconds > 0) || !(calmSeconds >= 1)) {
      throw new IllegalArgumentException(
          "--seconds must be positive and --calm-seconds at least 1, not %s and %s"
              .formatted(seconds, calmSeconds));
    }
  }
}
