package io.widthwise.ingest.source.mcap;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import net.jpountz.lz4.LZ4FrameOutputStream;

/**
 * Writes small MCAP recordings, sound or damaged, after https://mcap.dev/spec. Messages go into the
 * chunk that is open, or stand alone.
 */
public final class McapWriter {
  private static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', 0x30, '\r', '\n'};

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private ByteArrayOutputStream chunk;
  private long chunkStart;
  private long chunkEnd;

  public McapWriter() {
    file.writeBytes(MAGIC);
    record(file, 0x01, cat(string("ros2"), string("test")));
  }

  public McapWriter schema(int id, String name) {
    return record(0x03, cat(uint16(id), string(name), string("ros2msg"), uint32(0)));
  }

  public McapWriter channel(int id, int schemaId, String topic) {
    return channel(id, schemaId, topic, "cdr");
  }

  public McapWriter channel(int id, int schemaId, String topic, String encoding) {
    return record(
        0x04, cat(uint16(id), uint16(schemaId), string(topic), string(encoding), uint32(0)));
  }

  public McapWriter message(int channelId, long logNanos, byte[] data) {
    chunkStart = Math.min(chunkStart, logNanos);
    chunkEnd = Math.max(chunkEnd, logNanos);
    return record(
        0x05, cat(uint16(channelId), uint32(0), uint64(logNanos), uint64(logNanos), data));
  }

  /** Any record, into the open chunk or the data section. */
  public McapWriter record(int opcode, byte[] content) {
    record(chunk == null ? file : chunk, opcode, content);
    return this;
  }

  public McapWriter beginChunk() {
    chunk = new ByteArrayOutputStream();
    chunkStart = Long.MAX_VALUE;
    chunkEnd = 0;
    return this;
  }

  public McapWriter endChunk(String compression) {
    return endChunk(compression, 0);
  }

  /** Ends the chunk; {@code crcError} is added to its right checksum. */
  public McapWriter endChunk(String compression, int crcError) {
    byte[] records = chunk.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(records);
    byte[] stored = compress(compression, records);
    record(
        file,
        0x06,
        cat(
            uint64(chunkStart),
            uint64(chunkEnd),
            uint64(records.length),
            uint32((int) crc.getValue() + crcError),
            string(compression),
            uint64(stored.length),
            stored));
    chunk = null;
    return this;
  }

  /** Ends the recording and returns its bytes. */
  public byte[] finish() {
    record(file, 0x0F, uint32(0));
    record(file, 0x02, cat(uint64(0), uint64(0), uint32(0)));
    file.writeBytes(MAGIC);
    return file.toByteArray();
  }

  private static byte[] compress(String compression, byte[] records) {
    return switch (compression) {
      case "zstd" -> Zstd.compress(records);
      case "lz4" -> lz4(records);
      default -> records;
    };
  }

  private static byte[] lz4(byte[] records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream lz4 = new LZ4FrameOutputStream(out)) {
      lz4.write(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void record(ByteArrayOutputStream out, int opcode, byte[] content) {
    out.write(opcode);
    out.writeBytes(uint64(content.length));
    out.writeBytes(content);
  }

  private static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return cat(uint32(bytes.length), bytes);
  }

  private static byte[] uint16(int value) {
    return littleEndian(2).putShort((short) value).array();
  }

  private static byte[] uint32(int value) {
    return littleEndian(4).putInt(value).array();
  }

  private static byte[] uint64(long value) {
    return littleEndian(8).putLong(value).array();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
