package io.widthwise.job.release;

import io.widthwise.schemas.ModelRelease;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a lane must remember of releases over a restart.
 *
 * @param lane that it is of
 * @param served release that serves; empty if it is the bundle that the job was started with
 * @param latest newest release that was announced
 * @param settled true if nothing is left to do about the newest: it serves, or was refused
 */
public record DeskState(
    int lane, Optional<ModelRelease> served, Optional<ModelRelease> latest, boolean settled) {
  private static final int VERSION = 1;

  /** The state of a lane that has heard of no release. */
  public static DeskState initial(int lane) {
    return new DeskState(lane, Optional.empty(), Optional.empty(), true);
  }

  /**
   * Returns what a lane begins with: its own state, or where the job now has other lanes, that of
   * an earlier lane.
   *
   * @param all states of all earlier lanes, encoded
   */
  public static DeskState restore(
      int lane, Iterable<byte[]> all, SingleObjectCodec<ModelRelease> codec) throws IOException {
    List<DeskState> earlier = new ArrayList<>();
    for (byte[] bytes : all) {
      earlier.add(decode(bytes, codec));
    }
    if (earlier.isEmpty()) {
      return initial(lane);
    }
    DeskState from =
        earlier.stream()
            .filter(state -> state.lane == lane)
            .findFirst()
            .orElseGet(() -> earlier.get(lane % earlier.size()));
    return new DeskState(lane, from.served, from.latest, from.settled);
  }

  /** Encodes the state for a checkpoint. */
  public byte[] encode(SingleObjectCodec<ModelRelease> codec) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(VERSION);
      out.writeInt(lane);
      out.writeBoolean(settled);
      write(out, served, codec);
      write(out, latest, codec);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return bytes.toByteArray();
  }

  private static DeskState decode(byte[] bytes, SingleObjectCodec<ModelRelease> codec)
      throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint holds version %d of the lanes' releases but this job reads %d; restore it with the version of the job that wrote it"
              .formatted(version, VERSION));
    }
    int lane = in.readInt();
    boolean settled = in.readBoolean();
    return new DeskState(lane, read(in, codec), read(in, codec), settled);
  }

  private static void write(
      DataOutputStream out, Optional<ModelRelease> release, SingleObjectCodec<ModelRelease> codec)
      throws IOException {
    byte[] bytes = release.isPresent() ? codec.encode(release.get()) : new byte[0];
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Optional<ModelRelease> read(
      DataInputStream in, SingleObjectCodec<ModelRelease> codec) throws IOException {
    byte[] bytes = in.readNBytes(in.readInt());
    try {
      return bytes.length == 0 ? Optional.empty() : Optional.of(codec.decode(bytes));
    } catch (UndecodableMessageException e) {
      throw new IOException("the checkpoint holds a release that cannot be read", e);
    }
  }
}
