package io.widthwise.console.tally;

import io.widthwise.schemas.Outcome;
import java.util.regex.Pattern;

/**
 * Why results were not {@code CLASSIFIED}: reasons that differ in their numbers only are one.
 *
 * @param outcome the outcome
 * @param reason the reason with {@code #} for numbers
 */
public record Refusal(Outcome outcome, String reason) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:[.,]\\d+)*");
  private static final int MAX_CHARS = 160;

  /** Stands for reasons beyond the number of them that are kept apart. */
  static Refusal other(Outcome outcome) {
    return new Refusal(outcome, "other reasons");
  }

  static Refusal of(Outcome outcome, String reason) {
    if (reason == null || reason.isBlank()) {
      return new Refusal(outcome, "no reason given");
    }
    String general = NUMBER.matcher(reason).replaceAll("#");
    return new Refusal(
        outcome, general.length() > MAX_CHARS ? general.substring(0, MAX_CHARS) + "…" : general);
  }
}
