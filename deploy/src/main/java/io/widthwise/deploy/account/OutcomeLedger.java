package io.widthwise.deploy.account;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Variant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Keeps book of frames and their outcomes, in whatever order they are heard of. Safe for use by
 * several threads.
 */
public final class OutcomeLedger {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double MICROS_PER_MILLI = 1e3;

  private final Set<String> unsettled = new HashSet<>();
  private final Map<String, Boolean> admittedBySettled = new HashMap<>();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, Long> variants = new TreeMap<>();
  private final Histogram latencyMicros = new Histogram(SIGNIFICANT_DIGITS);
  private Histogram recentLatencyMicros = new Histogram(SIGNIFICANT_DIGITS);
  private final TruthBook truth;
  private long admitted;
  private long quarantined;
  private long refused;
  private long repeats;
  private long strangers;

  /** A ledger that holds no label against the truth. */
  public OutcomeLedger() {
    this(ModelCard.BLANK);
  }

  /** A ledger that holds labels against the truth where frames know it. */
  public OutcomeLedger(ModelCard card) {
    truth = new TruthBook(card);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, 0L);
    }
  }

  /** A frame was admitted; hearing of it again changes nothing. */
  public synchronized void admitted(String frameId) {
    Boolean known = admittedBySettled.get(frameId);
    if (known == null) {
      admitted += unsettled.add(frameId) ? 1 : 0;
    } else if (!known) {
      admittedBySettled.put(frameId, true);
      admitted++;
      strangers--;
    }
  }

  /** A frame has an outcome. */
  public synchronized void settled(FrameResult result) {
    String frameId = result.getFrameId();
    if (admittedBySettled.containsKey(frameId)) {
      repeats++;
      return;
    }
    boolean known = unsettled.remove(frameId);
    admittedBySettled.put(frameId, known);
    strangers += known ? 0 : 1;
    outcomes.merge(result.getOutcome(), 1L, Long::sum);
    Variant variant = result.getVariant();
    if (variant != null) {
      variants.merge(name(variant), 1L, Long::sum);
    }
    if (result.getOutcome() == Outcome.CLASSIFIED || result.getOutcome() == Outcome.LATE) {
      record(result.getTimings().getCaptured(), result.getTimings().getFinished());
      truth.enter(result);
    }
  }

  private void record(Instant captured, Instant finished) {
    // Clocks of cameras may be ahead of ours; a histogram takes no negative time.
    long micros = Math.max(0, ChronoUnit.MICROS.between(captured, finished));
    latencyMicros.recordValue(micros);
    recentLatencyMicros.recordValue(micros);
  }

  /** How people and tables name a variant: width, input side and arithmetic. */
  public static String name(Variant variant) {
    return "%s@%d/%s"
        .formatted(variant.getWidthMultiplier(), variant.getResolution(), variant.getPrecision());
  }

  /**
   * A message was put into quarantine.
   *
   * @param byAdmission whether it came from {@code frames.raw}, so that no frame was admitted
   */
  public synchronized void quarantined(boolean byAdmission) {
    quarantined++;
    refused += byAdmission ? 1 : 0;
  }

  /** Everything so far. */
  public synchronized Accounts accounts() {
    return new Accounts(
        admitted,
        quarantined,
        refused,
        new EnumMap<>(outcomes),
        unsettled.size(),
        repeats,
        strangers,
        latency(latencyMicros),
        new TreeMap<>(variants),
        truth.truth());
  }

  /** Latency of the frames labelled since this was last asked. */
  public synchronized Accounts.Latency recentLatency() {
    Accounts.Latency recent = latency(recentLatencyMicros);
    recentLatencyMicros = new Histogram(SIGNIFICANT_DIGITS);
    return recent;
  }

  private static Accounts.Latency latency(Histogram micros) {
    return new Accounts.Latency(
        millis(micros.getValueAtPercentile(50)),
        millis(micros.getValueAtPercentile(90)),
        millis(micros.getValueAtPercentile(99)),
        millis(micros.getMaxValue()));
  }

  private static double millis(long micros) {
    return micros / MICROS_PER_MILLI;
  }
}
