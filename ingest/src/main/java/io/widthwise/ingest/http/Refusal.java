package io.widthwise.ingest.http;

import java.time.Duration;
import java.util.Optional;

/** A request is not served; becomes the answer. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED = 415;
  static final int NOT_A_PICTURE = 422;
  static final int TOO_MANY = 429;
  static final int UNAVAILABLE = 503;

  private final int status;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param message tells the robot's maker what to do
   */
  Refusal(int status, String message) {
    this(status, message, Optional.empty());
  }

  Refusal(int status, String message, Optional<Duration> retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  /** The header {@code Retry-After}, whole seconds. */
  Optional<String> retryAfterSeconds() {
    return retryAfter.map(wait -> Long.toString(Math.max(1, (wait.toMillis() + 999) / 1_000)));
  }
}
