package io.widthwise.models.quantise;

/** How channels are scaled against each other before they are rounded; see {@link Equaliser}. */
public enum Equalisation {
  /** Not at all. */
  NONE,
  /**
   * By the ranges of the weights on both sides (Nagel et al. 2019, arXiv 1906.04721, section 4.1).
   */
  WEIGHTS,
  /**
   * By the ranges of the activations in between, as measured. Weights have a scale a channel here,
   * so a channel's range costs accuracy where all channels share one scale: in the activations.
   */
  ACTIVATIONS
}
