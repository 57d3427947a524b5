package io.widthwise.schemas.quarantine;

/** What kind of fault put a message into quarantine. */
public enum QuarantineCode {
  /** The bytes are not a {@code Frame} of a known schema version. */
  UNDECODABLE_ENVELOPE,
  /** A field of the envelope is missing, malformed or contradicts another. */
  INVALID_ENVELOPE,
  /** The frame came on the topic of another camera, or on one that may not carry it. */
  WRONG_TOPIC,
  /** The payload or the picture is larger than the limits allow. */
  OVER_LIMIT,
  /** The payload is not a whole picture of the stated encoding. */
  INVALID_IMAGE,
  /** The picture passed every check but its decoder refused it. */
  UNDECODABLE_IMAGE,
  /** Lanes that worked on the frame died of it. */
  POISON
}
