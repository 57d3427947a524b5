package io.widthwise.ingest.service;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a lost camera is tried again.
 *
 * @param first wait after the first failure
 * @param longest longest wait
 * @param maxAttempts failures in a row after which the camera is given up; empty for never
 */
public record Reconnect(Duration first, Duration longest, OptionalInt maxAttempts) {
  public static final Reconnect DEFAULT =
      new Reconnect(Duration.ofMillis(500), Duration.ofSeconds(30), OptionalInt.empty());
}
