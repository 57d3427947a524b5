package io.widthwise.ingest.source.ros;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes ROS 2 image messages in CDR of either byte order. */
public final class CdrWriter {
  private static final int ENCAPSULATION_BYTES = 4;

  private final ByteBuffer out;

  private CdrWriter(ByteOrder order, int capacity) {
    out = ByteBuffer.allocate(capacity);
    out.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0)).putShort((short) 0);
    out.order(order);
  }

  public static byte[] compressedImage(ByteOrder order, String format, byte[] data) {
    return new CdrWriter(order, data.length + 1_024)
        .header("camera_optical")
        .string(format)
        .sequence(data)
        .toBytes();
  }

  /** A raw picture; {@code data} is rows of {@code step} bytes. */
  public static byte[] image(
      ByteOrder order, int width, int height, String encoding, int step, byte[] data) {
    return new CdrWriter(order, data.length + 1_024)
        .header("camera_optical")
        .uint32(height)
        .uint32(width)
        .string(encoding)
        .uint8(0)
        .uint32(step)
        .sequence(data)
        .toBytes();
  }

  private CdrWriter header(String frameId) {
    return uint32(1_700_000_000).uint32(123_456_789).string(frameId);
  }

  private CdrWriter string(String text) {
    return sequence(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), text.length() + 1));
  }

  private CdrWriter sequence(byte[] bytes) {
    uint32(bytes.length);
    out.put(bytes);
    return this;
  }

  private CdrWriter uint32(int value) {
    while ((out.position() - ENCAPSULATION_BYTES) % Integer.BYTES != 0) {
      out.put((byte) 0);
    }
    out.putInt(value);
    return this;
  }

  private CdrWriter uint8(int value) {
    out.put((byte) value);
    return this;
  }

  private byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
