package io.widthwise.inference.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The frames that lanes of this host were at work on when they died: each journal that a dead lane
 * left with an entry is one strike against the frame in it.
 *
 * @param struck one frame for each strike
 */
public record CrashRecord(List<WorkedFrame> struck) {
  /** After so long a strike is forgotten: until then a frame is long answered or past use. */
  static final Duration MEMORY = Duration.ofHours(24);

  private static final long TURN_NANOS = 1_000_000;

  /** Strikes at which a frame is not tried again. */
  public static final int STRIKES_OUT = 2;

  public CrashRecord {
    struck = List.copyOf(struck);
  }

  /** Reads the journals of dead lanes and deletes those that hold nothing worth keeping. */
  static CrashRecord read(Path directory, Instant now) throws IOException {
    List<WorkedFrame> struck = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return new CrashRecord(struck);
    }
    // One reader at a time: two that tried each other's locks would take dead lanes for live ones.
    try (FileChannel readers =
            FileChannel.open(
                directory.resolve("readers.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock turn = turn(readers);
        DirectoryStream<Path> files =
            Files.newDirectoryStream(directory, "*" + CrashJournal.SUFFIX)) {
      for (Path file : files) {
        strike(file, now).ifPresent(struck::add);
      }
    }
    return new CrashRecord(struck);
  }

  private static FileLock turn(FileChannel readers) throws IOException {
    while (true) {
      try {
        return readers.lock();
      } catch (OverlappingFileLockException anotherThread) {
        // The JVM refuses where it would wait for another process.
        LockSupport.parkNanos(TURN_NANOS);
      }
    }
  }

  private static Optional<WorkedFrame> strike(Path file, Instant now) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      try (FileLock lock = channel.tryLock()) {
        if (lock == null) {
          return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(JournalEntry.BYTES);
        channel.read(bytes, 0);
        Optional<WorkedFrame> frame = new JournalEntry(bytes).read();
        boolean old = Files.getLastModifiedTime(file).toInstant().plus(MEMORY).isBefore(now);
        if (frame.isEmpty() || old) {
          Files.deleteIfExists(file);
          return Optional.empty();
        }
        return frame;
      } catch (OverlappingFileLockException held) {
        return Optional.empty(); // by a lane of this process
      }
    } catch (NoSuchFileException e) {
      return Optional.empty(); // its lane has ended meanwhile
    }
  }

  /** How often a lane died with this frame in work. */
  public int strikes(WorkedFrame frame) {
    if (struck.isEmpty()) {
      return 0;
    }
    return (int) struck.stream().filter(each -> each.isSameFrame(frame)).count();
  }
}
