package io.widthwise.inference.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Remembers on local disk which frame a lane works on, so that it is known after the lane's process
 * has died of it.
 *
 * <p>The file is mapped: a store into it outlives the process, though not the machine, and costs no
 * system call. A lock that the operating system frees with the process tells a dead lane's journal
 * from a live one's; see {@link CrashRecord}. Not thread-safe: a lane has its own.
 */
final class CrashJournal implements AutoCloseable {
  static final String SUFFIX = ".journal";

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;
  private final JournalEntry entry;

  private CrashJournal(Path file, FileChannel channel, FileLock lock, JournalEntry entry) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
    this.entry = entry;
  }

  static CrashJournal open(Path directory) throws IOException {
    Files.createDirectories(directory);
    // Locked before it has the name that readers look for, else one could take it for a dead one's.
    Path unnamed = directory.resolve(UUID.randomUUID() + ".new");
    Path file = directory.resolve(unnamed.getFileName().toString().replace(".new", SUFFIX));
    FileChannel channel =
        FileChannel.open(
            unnamed,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.lock();
      // Real blocks: a page of a sparse file that the disk has no room for would kill the process.
      channel.write(ByteBuffer.allocate(JournalEntry.BYTES), 0);
      Files.move(unnamed, file);
      return new CrashJournal(
          file,
          channel,
          lock,
          new JournalEntry(channel.map(MapMode.READ_WRITE, 0, JournalEntry.BYTES)));
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(unnamed);
      throw e;
    }
  }

  /** The lane begins to work on {@code frame}. */
  void begin(WorkedFrame frame) {
    entry.write(frame);
  }

  /** The lane is done with the frame that it began. */
  void end() {
    entry.clear();
  }

  /** Deletes the file, unless it names a frame that was begun and not ended: that is a strike. */
  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    if (!entry.isWritten()) {
      Files.deleteIfExists(file);
    }
    lock.release();
    channel.close();
  }
}
