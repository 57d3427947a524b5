package io.widthwise.ingest.admission;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.check.FrameInspector;
import io.widthwise.schemas.check.FrameLimits;
import io.widthwise.schemas.check.Violation;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Judges one message by itself: whether it is a frame that may be decoded, of the camera that its
 * key names, and small enough for the topic that it would go to.
 */
public final class FrameAdmission {
  /** What a record costs beside key, value and headers in a batch of its own, bytes, rounded up. */
  private static final int RECORD_OVERHEAD_BYTES = 512;

  private final SingleObjectCodec<Frame> codec = Codecs.frame();
  private final FrameInspector inspector;
  private final int maxMessageBytes;

  /** What is to be done with a message. */
  public sealed interface Verdict {}

  /** It is a sound frame. */
  public record Sound(Frame frame) implements Verdict {}

  /** It is not; {@code exception} is the class name of what told, or empty. */
  public record Unsound(QuarantineCode code, String reason, String exception) implements Verdict {}

  /**
   * Judges by these limits.
   *
   * @param maxMessageBytes most that a message with key and headers may have, bytes
   */
  public FrameAdmission(FrameLimits limits, int maxMessageBytes) {
    this.inspector = new FrameInspector(limits);
    this.maxMessageBytes = maxMessageBytes;
  }

  /**
   * Judges a message.
   *
   * @param key record key, may be null
   * @param value record value, may be null
   * @param headerBytes keys and values of all record headers together, bytes
   */
  public Verdict judge(byte[] key, byte[] value, int headerBytes) {
    if (value == null) {
      return invalidEnvelope("the message has no value");
    }
    Frame frame;
    try {
      frame = codec.decode(value);
    } catch (UndecodableMessageException e) {
      return new Unsound(
          QuarantineCode.UNDECODABLE_ENVELOPE, e.getMessage(), e.getClass().getName());
    }
    Violation violation = inspector.inspect(frame).orElse(null);
    if (violation != null) {
      return new Unsound(violation.code(), violation.reason(), "");
    }
    String keyFault = keyFault(key, frame.getCameraId());
    if (keyFault != null) {
      return invalidEnvelope(keyFault);
    }
    int bytes = key.length + value.length + headerBytes + RECORD_OVERHEAD_BYTES;
    if (bytes > maxMessageBytes) {
      return new Unsound(
          QuarantineCode.OVER_LIMIT,
          "the message with its headers has %d bytes, more than %d"
              .formatted(bytes, maxMessageBytes),
          "");
    }
    return new Sound(frame);
  }

  private static Unsound invalidEnvelope(String reason) {
    return new Unsound(QuarantineCode.INVALID_ENVELOPE, reason, "");
  }

  private static String keyFault(byte[] key, String cameraId) {
    if (key == null) {
      return "the message has no key; it must be the cameraId '%s'".formatted(cameraId);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      return "the key of %d bytes is no UTF-8 text; it must be the cameraId '%s'"
          .formatted(key.length, cameraId);
    }
    return text.equals(cameraId)
        ? null
        : "the key '%s' must be the cameraId '%s'"
            .formatted(text.length() > 40 ? text.substring(0, 40) + "…" : text, cameraId);
  }
}
