package io.widthwise.models.pull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A fault that another try may not meet. */
final class TransientFault extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TransientFault(String sentence, Duration retryAfter) {
    super(sentence);
    this.retryAfter = retryAfter;
  }

  /** Returns how long the server asks to be left alone. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
