package io.widthwise.models.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What arrived of a file so far, beside the file to be ({@code NAME.part}), and what the source
 * called the version that it is of ({@code NAME.part.etag}). Locked while it is open, so that two
 * pulls do not write into one another.
 */
final class PartFile implements AutoCloseable {
  private final Path path;
  private final Path etag;
  private final FileChannel channel;

  private PartFile(Path path, Path etag, FileChannel channel) {
    this.path = path;
    this.etag = etag;
    this.channel = channel;
  }

  static PartFile open(Path file) throws IOException {
    Path path = file.resolveSibling(file.getFileName() + ".part");
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.position(channel.size());
        return new PartFile(path, path.resolveSibling(path.getFileName() + ".etag"), channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it: told below like another process.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new PullException(
        "%s is being written by another pull; wait for it or name another --cache".formatted(path));
  }

  Path path() {
    return path;
  }

  long size() throws IOException {
    return channel.position();
  }

  /** Returns the version's name, or null where none was told. */
  String validator() throws IOException {
    return Files.isRegularFile(etag) ? Files.readString(etag, StandardCharsets.UTF_8) : null;
  }

  /** Keeps the first {@code size} bytes, of a version that the source calls so. */
  void continueAt(long size, String validator) throws IOException {
    channel.truncate(size);
    channel.position(size);
    if (validator == null) {
      Files.deleteIfExists(etag);
    } else {
      Files.writeString(etag, validator, StandardCharsets.UTF_8);
    }
  }

  void append(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new PullException("%s cannot be written: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Puts the whole file under its own name. */
  void become(Path file) throws IOException {
    channel.force(true);
    Files.move(path, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(etag);
  }

  void discard() throws IOException {
    continueAt(0, null);
    Files.deleteIfExists(path);
  }

  /** A part of nothing is not worth keeping. */
  @Override
  public void close() throws IOException {
    if (channel.position() == 0) {
      discard();
    }
    channel.close();
  }
}
