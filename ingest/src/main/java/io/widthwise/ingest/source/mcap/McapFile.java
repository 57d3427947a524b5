package io.widthwise.ingest.source.mcap;

import io.widthwise.ingest.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Messages of an MCAP recording (version 0 of the container format, https://mcap.dev/spec) in
 * log-time order across all channels; equal times in file order.
 *
 * <p>Opening walks once over the record headers, which finds a truncated file at once and tells
 * each chunk's time span without decompressing it. Reading then opens chunks in order of their
 * first message and holds only those that overlap in time. Records of unknown opcodes are skipped.
 * There is no MCAP library for the JVM to use instead.
 */
public final class McapFile implements Closeable {
  private static final long MAGIC_LITTLE_ENDIAN = 0x0A0D30504143_4D89L;

  /** Where messages are: a chunk, or a message that stands alone. */
  private record Segment(long firstLogNanos, long offset, int opcode, int length) {}

  private record Pending(McapMessage message, long order) {}

  private static final Comparator<Segment> BY_START =
      ((Comparator<Segment>) (a, b) -> Long.compareUnsigned(a.firstLogNanos(), b.firstLogNanos()))
          .thenComparingLong(Segment::offset);
  private static final Comparator<Pending> BY_LOG_TIME =
      ((Comparator<Pending>)
              (a, b) -> Long.compareUnsigned(a.message().logNanos(), b.message().logNanos()))
          .thenComparingLong(pending -> pending.message().fileOffset())
          .thenComparingLong(Pending::order);

  private final Path file;
  private final FileWindow bytes;
  private final McapRecords records = new McapRecords();
  private final List<Segment> segments = new ArrayList<>();
  private final PriorityQueue<Pending> pending = new PriorityQueue<>(BY_LOG_TIME);
  private int opened;
  private boolean allDefinitionsRead;

  /**
   * Opens {@code file}.
   *
   * @throws SourceException if it cannot be read, is no MCAP file or ends before its footer; the
   *     message names the file and the offset
   */
  public McapFile(Path file) throws SourceException {
    this.file = file;
    try {
      this.bytes = new FileWindow(file);
    } catch (IOException e) {
      throw new SourceException("the recording %s cannot be read: %s".formatted(file, e), e);
    }
    try {
      index();
    } catch (SourceException e) {
      close();
      throw e;
    }
    segments.sort(BY_START);
  }

  /** Returns the next message, or empty at the end. */
  public Optional<McapMessage> next() throws SourceException {
    while (opened < segments.size() && mayComeNext(segments.get(opened))) {
      open(segments.get(opened++));
    }
    return Optional.ofNullable(pending.poll()).map(Pending::message);
  }

  private boolean mayComeNext(Segment segment) {
    return pending.isEmpty()
        || Long.compareUnsigned(segment.firstLogNanos(), pending.peek().message().logNanos()) <= 0;
  }

  private void index() throws SourceException {
    requireMagic(0, "begin");
    long offset = Long.BYTES;
    int opcode = 0;
    while (opcode != McapRecords.FOOTER) {
      ByteBuffer prefix = read(offset, McapRecords.PREFIX_BYTES);
      opcode = prefix.get() & 0xFF;
      long length = prefix.getLong();
      long end = offset + McapRecords.PREFIX_BYTES + length;
      if (length < 0 || end < 0 || end > bytes.size()) {
        throw truncated(offset);
      }
      indexRecord(opcode, offset, length);
      offset = end;
    }
    requireMagic(offset, "end");
  }

  private void indexRecord(int opcode, long offset, long length) throws SourceException {
    long content = offset + McapRecords.PREFIX_BYTES;
    switch (opcode) {
      case McapRecords.SCHEMA, McapRecords.CHANNEL ->
          define(opcode, read(content, intLength(offset, length)), offset);
      case McapRecords.CHUNK -> {
        long start = getLong(read(content, (int) Math.min(length, Long.BYTES)), 0, offset);
        segments.add(new Segment(start, offset, opcode, intLength(offset, length)));
      }
      case McapRecords.MESSAGE -> {
        int prefix = (int) Math.min(length, McapRecords.MESSAGE_PREFIX_BYTES);
        long logNanos = getLong(read(content, prefix), 6, offset);
        segments.add(new Segment(logNanos, offset, opcode, intLength(offset, length)));
      }
      default -> {}
    }
  }

  private long getLong(ByteBuffer content, int at, long offset) throws SourceException {
    if (content.remaining() < at + Long.BYTES) {
      throw damaged(offset, "the record is too short for its kind", null);
    }
    return content.getLong(at);
  }

  private void open(Segment segment) throws SourceException {
    ByteBuffer content = copy(read(segment.offset() + McapRecords.PREFIX_BYTES, segment.length()));
    try {
      if (segment.opcode() == McapRecords.MESSAGE) {
        add(segment, content, 0);
        return;
      }
      ByteBuffer chunk = McapChunk.records(content);
      for (long order = 0; chunk.hasRemaining(); order++) {
        int opcode = chunk.get() & 0xFF;
        ByteBuffer record = McapRecords.bytes(chunk, chunk.getLong());
        records.define(opcode, record);
        if (opcode == McapRecords.MESSAGE) {
          add(segment, record, order);
        }
      }
    } catch (IOException e) {
      throw damaged(segment.offset(), "the chunk cannot be read: " + e.getMessage(), e);
    } catch (BufferUnderflowException e) {
      throw damaged(segment.offset(), "a record reaches beyond its end", e);
    }
  }

  private void add(Segment segment, ByteBuffer message, long order) throws SourceException {
    int channelId = McapRecords.uint16(message);
    message.getInt();
    long logNanos = message.getLong();
    message.getLong();
    if (Long.compareUnsigned(logNanos, segment.firstLogNanos()) < 0) {
      throw damaged(
          segment.offset(),
          "the chunk says that it starts at %s ns but holds a message of %s ns"
              .formatted(
                  Long.toUnsignedString(segment.firstLogNanos()), Long.toUnsignedString(logNanos)),
          null);
    }
    McapChannel channel = channel(channelId, segment.offset());
    pending.add(
        new Pending(new McapMessage(channel, logNanos, message.slice(), segment.offset()), order));
  }

  private McapChannel channel(int id, long offset) throws SourceException {
    McapChannel channel = records.channel(id);
    if (channel == null && !allDefinitionsRead) {
      readAllDefinitions();
      channel = records.channel(id);
    }
    if (channel == null) {
      throw damaged(offset, "no record defines channel %d or its schema".formatted(id), null);
    }
    return channel;
  }

  /** Chunks may be opened in another order than written, so a definition may lie further on. */
  private void readAllDefinitions() throws SourceException {
    allDefinitionsRead = true;
    for (Segment segment : segments) {
      if (segment.opcode() == McapRecords.CHUNK) {
        readDefinitions(segment);
      }
    }
  }

  private void readDefinitions(Segment segment) throws SourceException {
    ByteBuffer content = read(segment.offset() + McapRecords.PREFIX_BYTES, segment.length());
    try {
      ByteBuffer chunk = McapChunk.records(content);
      while (chunk.hasRemaining()) {
        int opcode = chunk.get() & 0xFF;
        records.define(opcode, McapRecords.bytes(chunk, chunk.getLong()));
      }
    } catch (IOException e) {
      throw damaged(segment.offset(), "the chunk cannot be read: " + e.getMessage(), e);
    } catch (BufferUnderflowException e) {
      throw damaged(segment.offset(), "a record reaches beyond its end", e);
    }
  }

  private void define(int opcode, ByteBuffer content, long offset) throws SourceException {
    try {
      records.define(opcode, content);
    } catch (BufferUnderflowException e) {
      throw damaged(offset, "a field reaches beyond the record's end", e);
    }
  }

  private void requireMagic(long offset, String where) throws SourceException {
    if (offset + Long.BYTES > bytes.size()) {
      throw truncated(offset);
    }
    if (read(offset, Long.BYTES).getLong() != MAGIC_LITTLE_ENDIAN) {
      throw damaged(
          offset,
          "an MCAP recording must %s with the bytes 894d434150300d0a".formatted(where),
          null);
    }
  }

  private ByteBuffer read(long offset, int length) throws SourceException {
    if (offset + length > bytes.size()) {
      throw truncated(offset);
    }
    try {
      return bytes.read(offset, length);
    } catch (IOException e) {
      throw new SourceException(
          "the recording %s cannot be read at byte %d: %s".formatted(file, offset, e), e);
    }
  }

  private static ByteBuffer copy(ByteBuffer content) {
    return ByteBuffer.allocate(content.remaining()).put(content).flip().order(content.order());
  }

  private int intLength(long offset, long length) throws SourceException {
    if (length > Integer.MAX_VALUE - 16) {
      throw damaged(offset, "the record has %d bytes, more than 2 GiB".formatted(length), null);
    }
    return (int) length;
  }

  private SourceException truncated(long offset) {
    return new SourceException(
        "the recording %s is truncated: the record at byte %d reaches beyond the file's %d bytes; 'mcap recover' can save what is whole"
            .formatted(file, offset, bytes.size()));
  }

  private SourceException damaged(long offset, String what, Exception cause) {
    return new SourceException(
        "the recording %s is damaged at byte %d: %s".formatted(file, offset, what), cause);
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
