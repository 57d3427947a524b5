package io.widthwise.console.peers;

import io.widthwise.console.tally.CameraState;
import io.widthwise.console.tally.SecondTally;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one instance keeps.
 *
 * @param cameras state of each of its cameras
 * @param seconds tallies by second since the epoch
 */
public record InstanceState(List<CameraState> cameras, Map<Long, SecondTally> seconds) {
  private static final int MOST = 10_000_000;

  /** Returns this as bytes for another instance. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(cameras.size() * 200 + 1_000);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(cameras.size());
      for (CameraState camera : cameras) {
        write(out, camera.encode());
      }
      out.writeInt(seconds.size());
      for (Map.Entry<Long, SecondTally> each : seconds.entrySet()) {
        out.writeLong(each.getKey());
        write(out, each.getValue().encode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte[] part) throws IOException {
    out.writeInt(part.length);
    out.write(part);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it is damaged or of another version
   */
  public static InstanceState decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      List<CameraState> cameras = new ArrayList<>();
      for (int left = bounded(in.readInt()); left > 0; left--) {
        cameras.add(CameraState.decode(part(in)));
      }
      Map<Long, SecondTally> seconds = new TreeMap<>();
      for (int left = bounded(in.readInt()); left > 0; left--) {
        seconds.put(in.readLong(), SecondTally.decode(part(in)));
      }
      return new InstanceState(cameras, seconds);
    } catch (IOException e) {
      throw new IllegalArgumentException("the state of another instance is damaged", e);
    }
  }

  private static byte[] part(DataInputStream in) throws IOException {
    return in.readNBytes(bounded(in.readInt()));
  }

  private static int bounded(int size) {
    if (size < 0 || size > MOST) {
      throw new IllegalArgumentException("the state of another instance is damaged");
    }
    return size;
  }
}
