package io.widthwise.models.pull;

import java.io.IOException;

/** A file cannot be had, or is not the one that is pinned; trying again as things are is no use. */
public final class PullException extends IOException {
  private static final long serialVersionUID = 1L;

  PullException(String sentence) {
    super(sentence);
  }

  PullException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
