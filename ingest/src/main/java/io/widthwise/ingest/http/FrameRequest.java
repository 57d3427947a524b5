package io.widthwise.ingest.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What the headers of a posted frame say.
 *
 * @param captureTime when the picture was taken; empty for when it arrives
 * @param sequence the robot's count of frames
 * @param budgetMillis time from capture to deadline, milliseconds
 * @param traceparent W3C trace context
 */
record FrameRequest(
    Optional<Instant> captureTime,
    OptionalLong sequence,
    OptionalInt budgetMillis,
    Optional<String> traceparent) {
  static final String CAPTURE_TIME = "Widthwise-Capture-Time";
  static final String SEQUENCE = "Widthwise-Sequence";
  static final String BUDGET = "Widthwise-Budget";
  static final String TRACEPARENT = "traceparent";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,6}(ms)?");
  private static final Pattern TRACE =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int MAX_BUDGET_MILLIS = 600_000;

  /**
   * So far back and ahead of now a capture time is taken; beyond it, the unit is probably wrong.
   */
  private static final Duration PLAUSIBLE = Duration.ofDays(1);

  /**
   * Reads the headers.
   *
   * @param headers values by name in lower case
   * @throws IllegalArgumentException if one is not as it should be; says which and how. A
   *     traceparent that is not sound is left out, as the W3C recommends
   */
  static FrameRequest of(Map<String, String> headers, Instant now) {
    return new FrameRequest(
        value(headers, CAPTURE_TIME).map(text -> captureTime(text, now)),
        value(headers, SEQUENCE)
            .map(text -> OptionalLong.of(sequence(text)))
            .orElse(OptionalLong.empty()),
        value(headers, BUDGET)
            .map(text -> OptionalInt.of(budget(text)))
            .orElse(OptionalInt.empty()),
        value(headers, TRACEPARENT).filter(text -> TRACE.matcher(text).matches()));
  }

  private static Optional<String> value(Map<String, String> headers, String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(String::strip);
  }

  private static Instant captureTime(String text, Instant now) {
    Instant time;
    try {
      time =
          NUMBER.matcher(text).matches()
              ? Instant.EPOCH.plus(
                  Duration.ofNanos(Math.multiplyExact(Long.parseLong(text), 1_000)))
              : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(
          CAPTURE_TIME,
          "a time such as 2026-01-31T12:00:00.123456Z, or microseconds since the epoch",
          text);
    }
    if (Duration.between(time, now).abs().compareTo(PLAUSIBLE) > 0) {
      throw wrong(CAPTURE_TIME, "within a day of now; check clock and unit", text);
    }
    return time;
  }

  private static long sequence(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw wrong(SEQUENCE, "a whole number", text);
    }
    return Long.parseLong(text);
  }

  private static int budget(String text) {
    int millis =
        MILLIS.matcher(text).matches() ? Integer.parseInt(text.replaceFirst("ms$", "")) : 0;
    if (millis < 1 || millis > MAX_BUDGET_MILLIS) {
      throw wrong(BUDGET, "1 to %d milliseconds".formatted(MAX_BUDGET_MILLIS), text);
    }
    return millis;
  }

  private static IllegalArgumentException wrong(String header, String expected, String text) {
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
    return new IllegalArgumentException(
        "the header %s must be %s but is '%s'".formatted(header, expected, shown));
  }
}
