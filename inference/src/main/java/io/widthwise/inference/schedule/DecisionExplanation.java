package io.widthwise.inference.schedule;

import io.widthwise.schemas.ConsideredRung;
import io.widthwise.schemas.Decision;
import io.widthwise.schemas.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Why a lane served a frame with the variant it did, or gave it up.
 *
 * @param slackMicros time from the decision to the deadline; negative once it has passed
 * @param marginMicros how long before its deadline the frame should be done
 * @param leastMicros time that the fastest variant takes at the very least
 * @param shareMicros service time that the policy granted; empty if it granted none
 * @param waiting frames that waited, this one included; empty if the policy did not say
 * @param feasible how many of them the fastest variant could serve in time; empty likewise
 * @param framesExpected frames expected before the last of the waiting deadlines; empty likewise
 * @param rungs every rung that was considered, fastest first
 */
public record DecisionExplanation(
    long slackMicros,
    long marginMicros,
    long leastMicros,
    OptionalDouble shareMicros,
    OptionalInt waiting,
    OptionalInt feasible,
    OptionalDouble framesExpected,
    List<Rung> rungs) {

  /**
   * A rung and what was held against it.
   *
   * @param name key of the variant
   * @param predictedMicros time that serving the frame with it rarely exceeds
   * @param verdict whether it was chosen, else why not
   */
  public record Rung(String name, long predictedMicros, Verdict verdict) {
    public Rung {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(verdict, "verdict");
    }
  }

  public DecisionExplanation {
    rungs = List.copyOf(rungs);
  }

  /** Returns the explanation that a result carries. */
  public static DecisionExplanation of(Decision decision) {
    return new DecisionExplanation(
        decision.getSlackMicros(),
        decision.getMarginMicros(),
        decision.getLeastMicros(),
        optional(decision.getBudgetMicros()),
        optional(decision.getWaiting()),
        optional(decision.getFeasible()),
        optional(decision.getFramesExpected()),
        decision.getRungs().stream()
            .map(rung -> new Rung(rung.getVariant(), rung.getPredictedMicros(), rung.getVerdict()))
            .toList());
  }

  /** Returns the record that a result carries. */
  public Decision toRecord() {
    return new Decision(
        slackMicros,
        marginMicros,
        leastMicros,
        nullable(shareMicros),
        nullable(waiting),
        nullable(feasible),
        nullable(framesExpected),
        rungs.stream()
            .map(rung -> new ConsideredRung(rung.name(), rung.predictedMicros(), rung.verdict()))
            .toList());
  }

  /**
   * Returns two lines for people: what there was to decide on, and what was decided and why.
   * Predicted service times are in brackets.
   */
  public String text() {
    return situation() + "\n" + decision();
  }

  private String situation() {
    StringBuilder text = new StringBuilder();
    text.append(
        slackMicros < 0
            ? "deadline passed %s ago".formatted(millis(-slackMicros))
            : "%s to the deadline (margin %s)"
                .formatted(millis(slackMicros), millis(marginMicros)));
    waiting.ifPresent(frames -> text.append("; %d waiting".formatted(frames)));
    feasible.ifPresent(frames -> text.append(", %d feasible".formatted(frames)));
    framesExpected.ifPresent(
        frames -> text.append(String.format(Locale.ROOT, ", %.1f more expected", frames)));
    shareMicros.ifPresent(share -> text.append("; share %s".formatted(millis(share))));
    return text.toString();
  }

  private String decision() {
    return rungs.stream()
        .filter(rung -> rung.verdict() == Verdict.CHOSEN)
        .findFirst()
        .map(this::choice)
        .orElseGet(this::givingUp);
  }

  private String choice(Rung chosen) {
    StringBuilder text = new StringBuilder("chose " + timed(chosen));
    if (chosen.predictedMicros() > slackMicros - marginMicros) {
      text.append(", though it may miss the deadline or its margin");
    } else if (chosen.predictedMicros() > shareMicros.orElse(Double.POSITIVE_INFINITY)) {
      text.append(
          chosen.equals(rungs.get(0))
              ? ", though it exceeds the share"
              : ", over the share, which is met on average");
    }
    refused(text, Verdict.OVER_SHARE, "over the share");
    refused(text, Verdict.OVER_SLACK, "over the time left");
    refused(text, Verdict.PASSED_OVER, "passed over");
    long narrower = rungs.stream().filter(rung -> rung.verdict() == Verdict.NARROWER).count();
    if (narrower > 0) {
      text.append("; %d less accurate would fit".formatted(narrower));
    }
    return text.toString();
  }

  private String givingUp() {
    return leastMicros > slackMicros
        ? "given up: even the fastest variant takes %s at the very least"
            .formatted(millis(leastMicros))
        : "given up, though the fastest variant may take only %s".formatted(millis(leastMicros));
  }

  private void refused(StringBuilder text, Verdict verdict, String why) {
    List<Rung> refused = rungs.stream().filter(rung -> rung.verdict() == verdict).toList();
    if (!refused.isEmpty()) {
      text.append(
          refused.stream()
              .map(DecisionExplanation::timed)
              .collect(Collectors.joining(", ", "; " + why + ": ", "")));
    }
  }

  private static String timed(Rung rung) {
    return "%s (%s)".formatted(rung.name(), millis(rung.predictedMicros()));
  }

  private static String millis(double micros) {
    return String.format(
        Locale.ROOT, Math.abs(micros) < 10_000 ? "%.2f ms" : "%.1f ms", micros / 1e3);
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Double nullable(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static Integer nullable(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
