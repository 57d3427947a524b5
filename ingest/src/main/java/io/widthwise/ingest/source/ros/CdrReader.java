package io.widthwise.ingest.source.ros;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a message in OMG Common Data Representation, as ROS 2 serialises them: a
 * 4-byte encapsulation header that tells the byte order, then fields aligned to their size, counted
 * from the end of that header (DDS-RTPS 2.5, section 10; DDS-XTypes 1.3, section 7.4).
 *
 * <p>Reads fields of at most four bytes, for which the first and second version of the encoding
 * agree.
 */
final class CdrReader {
  private static final int ENCAPSULATION_BYTES = 4;

  private final ByteBuffer body;

  CdrReader(ByteBuffer message) throws MalformedMessageException {
    if (message.remaining() < ENCAPSULATION_BYTES) {
      throw new MalformedMessageException("it is shorter than its encapsulation header");
    }
    body = message.slice().order(ByteOrder.BIG_ENDIAN);
    int kind = body.getShort() & 0xFFFF;
    body.position(ENCAPSULATION_BYTES);
    body.order(
        switch (kind) {
          case 0x0000, 0x0006 -> ByteOrder.BIG_ENDIAN;
          case 0x0001, 0x0007 -> ByteOrder.LITTLE_ENDIAN;
          default ->
              throw new MalformedMessageException(
                  "its encapsulation %04x is not plain CDR".formatted(kind));
        });
  }

  int int32() throws MalformedMessageException {
    align(Integer.BYTES);
    require(Integer.BYTES);
    return body.getInt();
  }

  long uint32() throws MalformedMessageException {
    return int32() & 0xFFFFFFFFL;
  }

  int uint8() throws MalformedMessageException {
    require(1);
    return body.get() & 0xFF;
  }

  /** A length that counts the terminating NUL, then the characters. */
  String string() throws MalformedMessageException {
    ByteBuffer text = sequence();
    int end = text.limit();
    if (end > 0 && text.get(end - 1) == 0) {
      text.limit(end - 1);
    }
    return StandardCharsets.UTF_8.decode(text).toString();
  }

  /** A sequence of bytes, as a view of the message. */
  ByteBuffer sequence() throws MalformedMessageException {
    long length = uint32();
    require(length);
    ByteBuffer bytes = body.slice(body.position(), (int) length);
    body.position(body.position() + (int) length);
    return bytes;
  }

  private void align(int size) throws MalformedMessageException {
    int padding = Math.floorMod(ENCAPSULATION_BYTES - body.position(), size);
    require(padding);
    body.position(body.position() + padding);
  }

  private void require(long bytes) throws MalformedMessageException {
    if (bytes > body.remaining()) {
      throw new MalformedMessageException(
          "a field of %d bytes at byte %d reaches beyond its %d bytes"
              .formatted(bytes, body.position(), body.limit()));
    }
  }
}
