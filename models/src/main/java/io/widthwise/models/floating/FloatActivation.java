package io.widthwise.models.floating;

/** What a convolution's result passes through. */
public enum FloatActivation {
  /** Nothing. */
  NONE,
  /** Negative values become 0. */
  RELU,
  /** Negative values become 0, values above 6 become 6. */
  RELU6
}
