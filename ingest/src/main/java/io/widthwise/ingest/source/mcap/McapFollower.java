package io.widthwise.ingest.source.mcap;

import io.widthwise.ingest.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Messages of an MCAP recording while it is being written, in the order of the file, until its
 * footer. A writer that makes chunks lets their messages be seen when a chunk is full. One thread
 * reads, any may close.
 */
public final class McapFollower implements Closeable {
  private static final long MAGIC_LITTLE_ENDIAN = 0x0A0D30504143_4D89L;
  private static final long LOOK_MILLIS = 20;

  /** A record is held in memory; a writer's chunk has some megabytes. */
  private static final long MAX_RECORD_BYTES = 256L << 20;

  private final Path file;
  private final FileChannel channel;
  private final McapRecords records = new McapRecords();
  private final ArrayDeque<McapMessage> ready = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long wantedFrom;
  private long offset;
  private boolean ended;

  /**
   * Opens {@code file}, which may be empty yet.
   *
   * @param fromStart whether to give what is in the file already, too
   */
  public McapFollower(Path file, boolean fromStart) throws SourceException {
    this.file = file;
    try {
      this.channel = FileChannel.open(file, StandardOpenOption.READ);
      this.wantedFrom = fromStart ? 0 : channel.size();
    } catch (IOException e) {
      throw new SourceException("the recording %s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Waits for the next message; empty when the recording has ended or is closed.
   *
   * @throws SourceException if the file is damaged or became shorter; names file and byte
   */
  public Optional<McapMessage> next() throws SourceException, InterruptedException {
    while (ready.isEmpty() && !ended && !isClosed()) {
      if (offset == 0 ? readMagic() : readRecord()) {
        continue;
      }
      if (closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    return isClosed() ? Optional.empty() : Optional.ofNullable(ready.poll());
  }

  private boolean readMagic() throws SourceException {
    Optional<ByteBuffer> magic = read(0, Long.BYTES);
    if (magic.isEmpty()) {
      return false;
    }
    if (magic.get().getLong() != MAGIC_LITTLE_ENDIAN) {
      throw damaged("an MCAP recording must begin with the bytes 894d434150300d0a", null);
    }
    offset = Long.BYTES;
    return true;
  }

  /** Reads the record at the offset, if it is there as a whole. */
  private boolean readRecord() throws SourceException {
    Optional<ByteBuffer> prefix = read(offset, McapRecords.PREFIX_BYTES);
    if (prefix.isEmpty()) {
      return false;
    }
    int opcode = prefix.get().get() & 0xFF;
    long length = prefix.get().getLong();
    if (length < 0 || length > MAX_RECORD_BYTES) {
      throw damaged(
          "the record claims %s bytes, more than %d"
              .formatted(Long.toUnsignedString(length), MAX_RECORD_BYTES),
          null);
    }
    Optional<ByteBuffer> content = read(offset + McapRecords.PREFIX_BYTES, (int) length);
    if (content.isEmpty()) {
      return false;
    }
    long end = offset + McapRecords.PREFIX_BYTES + length;
    try {
      take(opcode, content.get(), end > wantedFrom);
    } catch (IOException e) {
      throw damaged("the chunk cannot be read: " + e.getMessage(), e);
    } catch (BufferUnderflowException e) {
      throw damaged("a field reaches beyond its record's end", e);
    }
    offset = end;
    return true;
  }

  private void take(int opcode, ByteBuffer content, boolean wanted)
      throws IOException, SourceException {
    switch (opcode) {
      case McapRecords.CHUNK -> {
        ByteBuffer chunk = McapChunk.records(content);
        while (chunk.hasRemaining()) {
          int inner = chunk.get() & 0xFF;
          take(inner, McapRecords.bytes(chunk, chunk.getLong()), wanted);
        }
      }
      case McapRecords.MESSAGE -> {
        if (wanted) {
          message(content);
        }
      }
      case McapRecords.DATA_END, McapRecords.FOOTER -> ended = true;
      default -> records.define(opcode, content);
    }
  }

  private void message(ByteBuffer content) throws SourceException {
    int channelId = McapRecords.uint16(content);
    content.getInt();
    long logNanos = content.getLong();
    content.getLong();
    McapChannel from = records.channel(channelId);
    if (from == null) {
      throw damaged("no record defines channel %d or its schema".formatted(channelId), null);
    }
    ready.add(new McapMessage(from, logNanos, content.slice(), offset));
  }

  /** The bytes, once they are all there. */
  private Optional<ByteBuffer> read(long from, int length) throws SourceException {
    try {
      long size = channel.size();
      if (size < offset) {
        throw new SourceException(
            "the recording %s became shorter, from over %d to %d bytes; it was replaced or begun anew"
                .formatted(file, offset, size));
      }
      if (size < from + length) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from + bytes.position()) < 0) {
          return Optional.empty();
        }
      }
      return Optional.of(bytes.flip());
    } catch (ClosedChannelException e) {
      // Closed, or the reading thread was interrupted, which closes it.
      ended = true;
      return Optional.empty();
    } catch (IOException e) {
      throw new SourceException(
          "the recording %s cannot be read at byte %d: %s".formatted(file, from, e), e);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private SourceException damaged(String what, Exception cause) {
    return new SourceException(
        "the recording %s is damaged at byte %d: %s".formatted(file, offset, what), cause);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
