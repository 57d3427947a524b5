package io.widthwise.console.tally;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Counts of the results that came within one second, or of several such counts merged. Latency is
 * from capture to outcome, of labelled frames; its percentiles are good to 1 %. Not safe for use by
 * several threads.
 */
public final class SecondTally {
  private static final byte VERSION = 1;
  private static final long LONGEST_MICROS = 60_000_000;
  private static final int DIGITS = 2;

  /** So that whoever writes reasons cannot make a second grow. */
  private static final int MAX_REFUSALS = 16;

  private static final int MAX_RUNGS = 64;

  private final long[] outcomes = new long[Outcome.values().length];
  private final Map<Rung, RungUse> rungs = new LinkedHashMap<>();
  private final Map<Refusal, Long> refusals = new LinkedHashMap<>();
  private final Histogram latencyMicros;
  private long budgetMicros;

  public SecondTally() {
    this(new Histogram(1, LONGEST_MICROS, DIGITS));
  }

  private SecondTally(Histogram latencyMicros) {
    this.latencyMicros = latencyMicros;
  }

  /** Counts one result. */
  public void add(FrameResult result) {
    Outcome outcome = result.getOutcome();
    outcomes[outcome.ordinal()]++;
    Timings times = result.getTimings();
    budgetMicros +=
        Math.max(0, ChronoUnit.MICROS.between(times.getCaptured(), result.getDeadline()));
    if (outcome == Outcome.CLASSIFIED || outcome == Outcome.LATE) {
      latencyMicros.recordValue(bounded(times.getCaptured(), times.getFinished()));
      if (result.getVariant() != null) {
        Instant started = times.getStarted();
        long service = started == null ? 0 : bounded(started, times.getFinished());
        add(Rung.of(result.getVariant()), new RungUse(1, service));
      }
    }
    if (outcome != Outcome.CLASSIFIED) {
      add(Refusal.of(outcome, result.getReason()), 1);
    }
  }

  private static long bounded(Instant from, Instant to) {
    return Math.min(LONGEST_MICROS, Math.max(1, ChronoUnit.MICROS.between(from, to)));
  }

  private void add(Rung rung, RungUse use) {
    if (rungs.size() < MAX_RUNGS || rungs.containsKey(rung)) {
      rungs.merge(rung, use, RungUse::plus);
    }
  }

  private void add(Refusal refusal, long count) {
    boolean room = refusals.size() < MAX_REFUSALS || refusals.containsKey(refusal);
    refusals.merge(room ? refusal : Refusal.other(refusal.outcome()), count, Long::sum);
  }

  /** Adds what {@code other} counted. */
  public void merge(SecondTally other) {
    Arrays.setAll(outcomes, i -> outcomes[i] + other.outcomes[i]);
    budgetMicros += other.budgetMicros;
    latencyMicros.add(other.latencyMicros);
    other.rungs.forEach(this::add);
    other.refusals.forEach(this::add);
  }

  public long count(Outcome outcome) {
    return outcomes[outcome.ordinal()];
  }

  /** Results of every outcome. */
  public long results() {
    return Arrays.stream(outcomes).sum();
  }

  /** Results that were labelled, in time or not. */
  public long labelled() {
    return count(Outcome.CLASSIFIED) + count(Outcome.LATE);
  }

  /** A percentile of the latency of labelled frames, milliseconds; 0 if there were none. */
  public double latencyMillis(double percentile) {
    return latencyMicros.getTotalCount() == 0
        ? 0
        : latencyMicros.getValueAtPercentile(percentile) / 1e3;
  }

  /** Mean time from capture to deadline, milliseconds; 0 without results. */
  public double budgetMillis() {
    return results() == 0 ? 0 : budgetMicros / 1e3 / results();
  }

  /** Use of each rung. */
  public Map<Rung, RungUse> rungs() {
    return Map.copyOf(rungs);
  }

  /** How often each reason was given. */
  public Map<Refusal, Long> refusals() {
    return Map.copyOf(refusals);
  }

  /** Returns this as bytes for a store or another instance. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      for (long count : outcomes) {
        out.writeLong(count);
      }
      out.writeLong(budgetMicros);
      out.writeShort(rungs.size());
      for (Map.Entry<Rung, RungUse> each : rungs.entrySet()) {
        each.getKey().write(out);
        out.writeLong(each.getValue().results());
        out.writeLong(each.getValue().serviceMicros());
      }
      out.writeShort(refusals.size());
      for (Map.Entry<Refusal, Long> each : refusals.entrySet()) {
        out.writeByte(each.getKey().outcome().ordinal());
        out.writeUTF(each.getKey().reason());
        out.writeLong(each.getValue());
      }
      ByteBuffer histogram = ByteBuffer.allocate(latencyMicros.getNeededByteBufferCapacity());
      out.write(histogram.array(), 0, latencyMicros.encodeIntoByteBuffer(histogram));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if another version of this class wrote it
   */
  public static SecondTally decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      Versions.require(VERSION, in.readByte(), "a second's tally");
      long[] outcomes = new long[Outcome.values().length];
      for (int i = 0; i < outcomes.length; i++) {
        outcomes[i] = in.readLong();
      }
      long budgetMicros = in.readLong();
      Map<Rung, RungUse> rungs = new LinkedHashMap<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        rungs.put(Rung.read(in), new RungUse(in.readLong(), in.readLong()));
      }
      Map<Refusal, Long> refusals = new LinkedHashMap<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        Outcome outcome = Outcome.values()[in.readUnsignedByte()];
        refusals.put(new Refusal(outcome, in.readUTF()), in.readLong());
      }
      SecondTally tally =
          new SecondTally(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(in.readAllBytes()), 1));
      System.arraycopy(outcomes, 0, tally.outcomes, 0, outcomes.length);
      tally.budgetMicros = budgetMicros;
      tally.rungs.putAll(rungs);
      tally.refusals.putAll(refusals);
      return tally;
    } catch (IOException e) {
      throw new IllegalArgumentException("a second's tally is truncated or damaged", e);
    }
  }
}
