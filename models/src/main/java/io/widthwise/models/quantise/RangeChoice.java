package io.widthwise.models.quantise;

/** Which real values the bytes of an activation cover; what lies outside saturates. */
public enum RangeChoice {
  /** All that occurred. */
  MIN_MAX,
  /** All but the largest ten-thousandth of the values that are not zero. */
  PERCENTILE,
  /** The range with the least mean squared error of rounding and saturating. */
  LEAST_SQUARES
}
