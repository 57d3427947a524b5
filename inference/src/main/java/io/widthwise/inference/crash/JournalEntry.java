package io.widthwise.inference.crash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one entry of a journal, in mapped memory: a length that is 0 while there is none, partition,
 * offset, and three texts, each a two-byte length and UTF-8.
 *
 * <p>The length is stored last, with release semantics, so a process that dies while it writes an
 * entry leaves none rather than a torn one.
 */
final class JournalEntry {
  static final int BYTES = 4_096;
  private static final int START = Integer.BYTES;
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;

  JournalEntry(ByteBuffer memory) {
    this.memory = memory;
  }

  void write(WorkedFrame frame) {
    memory.clear().position(START);
    memory.putInt(frame.partition()).putLong(frame.offset());
    put(frame.topic());
    put(frame.cameraId());
    put(frame.frameId());
    INT.setRelease(memory, 0, memory.position());
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length + Short.BYTES > memory.remaining()) {
      throw new IllegalArgumentException(
          "a text of %d bytes does not fit a crash journal's entry".formatted(bytes.length));
    }
    memory.putShort((short) bytes.length).put(bytes);
  }

  void clear() {
    INT.setRelease(memory, 0, 0);
  }

  boolean isWritten() {
    return (int) INT.getAcquire(memory, 0) != 0;
  }

  /** Returns the frame, or empty if there is none or the bytes are no entry. */
  Optional<WorkedFrame> read() {
    int length = (int) INT.getAcquire(memory, 0);
    if (length < START + Integer.BYTES + Long.BYTES || length > memory.capacity()) {
      return Optional.empty();
    }
    ByteBuffer bytes = memory.duplicate().position(START).limit(length);
    int partition = bytes.getInt();
    long offset = bytes.getLong();
    String[] texts = new String[3];
    for (int i = 0; i < texts.length; i++) {
      if (bytes.remaining() < Short.BYTES) {
        return Optional.empty();
      }
      int size = bytes.getShort() & 0xFFFF;
      if (size > bytes.remaining()) {
        return Optional.empty();
      }
      byte[] text = new byte[size];
      bytes.get(text);
      texts[i] = new String(text, StandardCharsets.UTF_8);
    }
    if (bytes.hasRemaining() || texts[0].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new WorkedFrame(texts[0], partition, offset, texts[1], texts[2]));
  }
}
