package io.widthwise.schemas.quarantine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What of a message's value goes to quarantine. Pictures may show people, and what is kept for
 * analysis is kept longer and seen by more eyes than a frame on its way.
 */
public enum QuarantinedPayload {
  /** All of it, byte for byte, so that it can be looked at and replayed. */
  KEEP,
  /** Nothing but its size. */
  DROP,
  /** Its size and SHA-256, so that what is sent again and again can be told. */
  HASH;

  /** Header that tells that the value is missing on purpose: {@code drop} or {@code hash}. */
  public static final String REDACTED = "quarantine.payload";

  /** Header with the size of the value that is missing. */
  public static final String BYTES = "quarantine.payload.bytes";

  /** Header with the SHA-256 of the value that is missing, hexadecimal. */
  public static final String SHA256 = "quarantine.payload.sha256";

  /** All of these headers; on a message that came from outside they mean nothing. */
  public static final List<String> HEADERS = List.of(REDACTED, BYTES, SHA256);

  /** Reads an option's value, such as {@code drop}. */
  public static QuarantinedPayload of(String text) {
    for (QuarantinedPayload each : values()) {
      if (each.text().equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "the payload of what is quarantined can be kept (keep), dropped (drop) or replaced by its hash (hash), not '%s'"
            .formatted(text));
  }

  /** As an option's value. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is written in place of {@code value}, which may be null. */
  public byte[] valueOf(byte[] value) {
    return this == KEEP ? value : null;
  }

  /** Headers that describe what is missing of {@code value}; none if nothing is. */
  public Map<String, String> headersOf(byte[] value) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (this == KEEP || value == null) {
      return headers;
    }
    headers.put(REDACTED, text());
    headers.put(BYTES, Integer.toString(value.length));
    if (this == HASH) {
      headers.put(SHA256, sha256(value));
    }
    return headers;
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
