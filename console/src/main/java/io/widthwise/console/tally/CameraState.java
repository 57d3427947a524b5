package io.widthwise.console.tally;

import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Label;
import io.widthwise.schemas.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A camera's newest result and how it has been served.
 *
 * @param cameraId the camera
 * @param frameId its newest frame with an outcome, by capture time
 * @param sequence that frame's position in the camera's stream
 * @param outcome its outcome
 * @param reason why it is not {@code CLASSIFIED}; empty if it is
 * @param label most probable class; empty unless labelled
 * @param probability its probability, 0 to 1
 * @param rung model that labelled it; empty unless labelled
 * @param capturedMicros when it was taken, microseconds since the epoch
 * @param admittedMillis when it was appended to the frames topic, milliseconds since the epoch
 * @param finishedMicros when its outcome was known
 * @param deadlineMicros its deadline
 * @param counts results of every outcome, since the console knows the camera
 * @param pace how many came lately
 */
public record CameraState(
    String cameraId,
    String frameId,
    long sequence,
    Outcome outcome,
    String reason,
    String label,
    float probability,
    Optional<Rung> rung,
    long capturedMicros,
    long admittedMillis,
    long finishedMicros,
    long deadlineMicros,
    OutcomeCounts counts,
    RecentPace pace) {
  private static final byte VERSION = 1;
  private static final int MAX_TEXT = 400;

  /** The state after a camera's first result. */
  public static CameraState first(FrameResult result, long receivedMillis) {
    return newest(
        result,
        OutcomeCounts.NONE.plus(result.getOutcome()),
        RecentPace.NONE.after(receivedMillis, result.getOutcome()));
  }

  /**
   * The state after one more result. Results may come out of order, so the newest is not always the
   * last.
   *
   * @param receivedMillis when it was appended to the topic, milliseconds since the epoch
   */
  public CameraState after(FrameResult result, long receivedMillis) {
    OutcomeCounts more = counts.plus(result.getOutcome());
    RecentPace later = pace.after(receivedMillis, result.getOutcome());
    return micros(result.getTimings().getCaptured()) >= capturedMicros
        ? newest(result, more, later)
        : new CameraState(
            cameraId,
            frameId,
            sequence,
            outcome,
            reason,
            label,
            probability,
            rung,
            capturedMicros,
            admittedMillis,
            finishedMicros,
            deadlineMicros,
            more,
            later);
  }

  private static CameraState newest(FrameResult result, OutcomeCounts counts, RecentPace pace) {
    List<Label> top = result.getTopK();
    return new CameraState(
        result.getCameraId(),
        result.getFrameId(),
        result.getSequence(),
        result.getOutcome(),
        shortened(result.getReason()),
        top.isEmpty() ? "" : shortened(top.get(0).getName()),
        top.isEmpty() ? 0 : top.get(0).getProbability(),
        Optional.ofNullable(result.getVariant()).map(Rung::of),
        micros(result.getTimings().getCaptured()),
        result.getTimings().getAdmitted().toEpochMilli(),
        micros(result.getTimings().getFinished()),
        micros(result.getDeadline()),
        counts,
        pace);
  }

  private static String shortened(String text) {
    if (text == null) {
      return "";
    }
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  /** From capture to outcome, milliseconds. */
  public double latencyMillis() {
    return (finishedMicros - capturedMicros) / 1e3;
  }

  /** From outcome to deadline, milliseconds; negative once it had passed. */
  public double slackMillis() {
    return (deadlineMicros - finishedMicros) / 1e3;
  }

  /** From capture to deadline, milliseconds. */
  public double budgetMillis() {
    return (deadlineMicros - capturedMicros) / 1e3;
  }

  /** Returns this as bytes for a store or another instance. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(cameraId);
      out.writeUTF(frameId);
      out.writeLong(sequence);
      out.writeByte(outcome.ordinal());
      out.writeUTF(reason);
      out.writeUTF(label);
      out.writeFloat(probability);
      out.writeBoolean(rung.isPresent());
      if (rung.isPresent()) {
        rung.get().write(out);
      }
      out.writeLong(capturedMicros);
      out.writeLong(admittedMillis);
      out.writeLong(finishedMicros);
      out.writeLong(deadlineMicros);
      counts.write(out);
      pace.write(out);
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
  public static CameraState decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      Versions.require(VERSION, in.readByte(), "a camera's state");
      return new CameraState(
          in.readUTF(),
          in.readUTF(),
          in.readLong(),
          Outcome.values()[in.readUnsignedByte()],
          in.readUTF(),
          in.readUTF(),
          in.readFloat(),
          in.readBoolean() ? Optional.of(Rung.read(in)) : Optional.empty(),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          OutcomeCounts.read(in),
          RecentPace.read(in));
    } catch (IOException e) {
      throw new IllegalArgumentException("a camera's state is truncated or damaged", e);
    }
  }
}
