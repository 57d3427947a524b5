package io.widthwise.ingest.source.mcap;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import net.jpountz.lz4.LZ4FrameInputStream;

/** The records of one chunk, decompressed and checked. */
final class McapChunk {
  /** Writers make chunks of one to some megabytes, and a chunk is held in memory. */
  private static final long MAX_UNCOMPRESSED_BYTES = 128L << 20;

  private McapChunk() {}

  /**
   * Returns the records of the Chunk record with this content.
   *
   * @throws IOException if they cannot be decompressed or their checksum is wrong
   */
  static ByteBuffer records(ByteBuffer content) throws IOException {
    content.getLong();
    content.getLong();
    long size = content.getLong();
    if (size < 0 || size > MAX_UNCOMPRESSED_BYTES) {
      throw new IOException(
          "it claims %s bytes uncompressed, more than %d"
              .formatted(Long.toUnsignedString(size), MAX_UNCOMPRESSED_BYTES));
    }
    int expectedCrc = content.getInt();
    String compression = McapRecords.string(content);
    ByteBuffer stored = McapRecords.bytes(content, content.getLong());
    byte[] records = decompress(compression, toArray(stored), (int) size);
    if (records.length != size) {
      throw new IOException(
          "it claims %d bytes uncompressed but holds %d".formatted(size, records.length));
    }
    requireCrc(records, expectedCrc);
    return ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] decompress(String compression, byte[] stored, int size) throws IOException {
    return switch (compression) {
      case "" -> stored;
      case "zstd" -> unzstd(stored, size);
      case "lz4" -> unlz4(stored, size);
      default ->
          throw new IOException(
              "its compression is '%s'; none, lz4 and zstd are known".formatted(compression));
    };
  }

  private static byte[] unzstd(byte[] stored, int size) throws IOException {
    try (ZstdInputStreamNoFinalizer in =
        new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(stored))) {
      return read(in, size);
    } catch (IOException e) {
      throw new IOException("its zstd data is damaged: " + e.getMessage(), e);
    }
  }

  private static byte[] unlz4(byte[] stored, int size) throws IOException {
    try (LZ4FrameInputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(stored))) {
      return read(in, size);
    } catch (IOException e) {
      throw new IOException("its lz4 data is damaged: " + e.getMessage(), e);
    }
  }

  /** Memory grows with what is there, not with what the chunk claims. */
  private static byte[] read(InputStream in, int size) throws IOException {
    byte[] records = in.readNBytes(size);
    if (records.length == size && in.read() != -1) {
      throw new IOException("it holds more than the %d bytes that it claims".formatted(size));
    }
    return records;
  }

  /** A checksum of 0 means that the writer made none. */
  private static void requireCrc(byte[] records, int expected) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(records);
    if (expected != 0 && (int) crc.getValue() != expected) {
      throw new IOException(
          "its checksum is %08x but the file says %08x".formatted((int) crc.getValue(), expected));
    }
  }

  private static byte[] toArray(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
