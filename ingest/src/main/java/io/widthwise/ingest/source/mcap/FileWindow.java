package io.widthwise.ingest.source.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Little-endian reads anywhere in a file; small ones close together cost one system call. */
final class FileWindow implements Closeable {
  private static final int WINDOW_BYTES = 1 << 16;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowStart;

  FileWindow(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    size = channel.size();
  }

  long size() {
    return size;
  }

  /** Returns {@code length} bytes from {@code offset}; valid until the next call. */
  ByteBuffer read(long offset, int length) throws IOException {
    if (length > WINDOW_BYTES) {
      return fill(ByteBuffer.allocate(length), offset).order(ByteOrder.LITTLE_ENDIAN);
    }
    if (offset < windowStart || offset + length > windowStart + window.limit()) {
      windowStart = offset;
      window.clear().limit((int) Math.min(WINDOW_BYTES, size - offset));
      fill(window, offset);
    }
    return window.slice((int) (offset - windowStart), length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer fill(ByteBuffer target, long offset) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target, offset + target.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return target.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
