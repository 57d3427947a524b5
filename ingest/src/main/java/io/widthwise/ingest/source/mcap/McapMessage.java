package io.widthwise.ingest.source.mcap;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One recorded message.
 *
 * @param channel its topic
 * @param logNanos when it was recorded, nanoseconds since the epoch, unsigned
 * @param data its content, from position to limit
 * @param fileOffset where in the file the message or the chunk around it begins, bytes
 */
public record McapMessage(McapChannel channel, long logNanos, ByteBuffer data, long fileOffset) {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** When it was recorded. */
  public Instant logTime() {
    return Instant.ofEpochSecond(
        Long.divideUnsigned(logNanos, NANOS_PER_SECOND),
        Long.remainderUnsigned(logNanos, NANOS_PER_SECOND));
  }
}
