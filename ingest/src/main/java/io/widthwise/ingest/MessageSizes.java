package io.widthwise.ingest;

/** What messages may weigh; topics must be laid out for it. */
public final class MessageSizes {
  /** Largest message admitted, bytes; {@code frames.raw} and {@code frames} must allow it. */
  public static final int MAX_FRAME_BYTES = 4 << 20;

  /**
   * Largest request that producers here send, bytes. Covers whatever a topic may hold beyond {@link
   * #MAX_FRAME_BYTES}; {@code quarantine} must allow more than {@code frames.raw}, since a message
   * goes there with a note.
   */
  public static final int MAX_REQUEST_BYTES = 6 << 20;

  private MessageSizes() {}
}
