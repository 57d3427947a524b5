package io.widthwise.models.adding;

/** What a model's class scores are. */
public enum Scores {
  /** Probabilities, after a softmax. */
  PROBABILITIES,
  /** Any numbers, the largest for the likeliest class. */
  LOGITS,
  /** Logarithms of probabilities. */
  LOG_PROBABILITIES
}
