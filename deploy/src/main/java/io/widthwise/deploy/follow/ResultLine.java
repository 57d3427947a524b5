package io.widthwise.deploy.follow;

import io.widthwise.deploy.account.OutcomeLedger;
import io.widthwise.inference.schedule.DecisionExplanation;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A result as a line for people. */
final class ResultLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final int INDENT = 14; // to the camera, below the time
  private static final double MICROS_PER_MILLI = 1e3;

  private ResultLine() {}

  /**
   * Returns capture time (UTC), camera, outcome, then label and probability, variant, latency and
   * slack, or the reason why there is no label.
   */
  static String of(FrameResult result) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.format(result.getTimings().getCaptured()));
    line.append("  ").append(result.getCameraId()).append('#').append(result.getSequence());
    line.append("  ").append("%-10s".formatted(result.getOutcome()));
    if (!result.getTopK().isEmpty()) {
      Label best = result.getTopK().get(0);
      line.append(
          String.format(Locale.ROOT, "  %s %.0f%%", best.getName(), best.getProbability() * 100));
    }
    if (result.getVariant() != null) {
      line.append("  ").append(OutcomeLedger.name(result.getVariant()));
      Instant finished = result.getTimings().getFinished();
      line.append(
          String.format(
              Locale.ROOT,
              "  %.1f ms, slack %.1f ms",
              millis(result.getTimings().getCaptured(), finished),
              millis(finished, result.getDeadline())));
    }
    if (result.getReason() != null) {
      line.append("  (").append(result.getReason()).append(')');
    }
    return line.toString();
  }

  /** Returns the line and, indented below it, the decision if the result carries one. */
  static String explained(FrameResult result) {
    if (result.getDecision() == null) {
      return of(result);
    }
    return of(result)
        + "\n"
        + DecisionExplanation.of(result.getDecision()).text().indent(INDENT).stripTrailing();
  }

  private static double millis(Instant from, Instant to) {
    return ChronoUnit.MICROS.between(from, to) / MICROS_PER_MILLI;
  }
}
