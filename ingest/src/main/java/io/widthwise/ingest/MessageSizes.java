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

  /**
   * A request carries one batch of a partition. Frames that wait for a busy broker go together;
   * with the default, 16 KiB, they would go one by one, and those of a partition with many cameras
   * would wait for seconds.
   */
  public static final int BATCH_BYTES = 256 << 10;

  private MessageSizes() {}
}
