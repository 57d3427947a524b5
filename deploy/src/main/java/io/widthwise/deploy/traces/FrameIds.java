package io.widthwise.deploy.traces;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that follow from the frame: SHA-256 of the frame id, with the span's name for a span id, cut
 * to 16 and 8 bytes. A frame whose result is read again gets the same spans again, and a share of
 * the traces that goes by trace id is always of the same frames.
 *
 * <p>The SDK asks for ids without saying for what, so it is told before ({@link #next}); for one
 * thread only.
 */
final class FrameIds implements IdGenerator {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private String frameId = "";
  private String span = "";

  /** The next ids are those of the span {@code span} of the frame. */
  void next(String frameId, String span) {
    this.frameId = frameId;
    this.span = span;
  }

  @Override
  public String generateTraceId() {
    return hash(frameId, TRACE_BYTES);
  }

  @Override
  public String generateSpanId() {
    return hash(frameId + '\n' + span, SPAN_BYTES);
  }

  private static String hash(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
