package io.widthwise.inference.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Stands around a lane's work on a frame, so that one that kills its process, or ends its lane with
 * an exception, is known when it comes again.
 *
 * <p>A frame with one strike may be innocent: every lane of a process dies with it. So it is tried
 * again alone, while no other lane of the process works on a frame, and its second strike is its
 * own doing. That holds for the lanes of one job in one process; lanes of other jobs, and a process
 * killed from outside just then, can still strike an innocent frame a second time.
 */
public final class CrashGuard implements AutoCloseable {
  /** One for the process, since that is what dies; lanes know nothing of each other otherwise. */
  private static final ReadWriteLock LANES_OF_PROCESS = new ReentrantReadWriteLock(true);

  private final CrashJournal journal;
  private final CrashRecord crashes;

  private CrashGuard(CrashJournal journal, CrashRecord crashes) {
    this.journal = journal;
    this.crashes = crashes;
  }

  /**
   * What a lane does with a frame.
   *
   * @param <T> what comes of it
   * @param <E> how it says that the frame cannot be served, which is no crash
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Reads what dead lanes left in {@code directory} and begins a journal there.
   *
   * @param directory on a local disk of the host, shared by its processes; made if missing
   * @throws IOException if it cannot be written; the message says how to choose another
   */
  public static CrashGuard open(Path directory) throws IOException {
    try {
      CrashRecord crashes = CrashRecord.read(directory, Instant.now());
      return new CrashGuard(CrashJournal.open(directory), crashes);
    } catch (IOException e) {
      throw new IOException(
          "cannot keep a crash journal in %s (%s); name another folder with Flink's key widthwise.crash-journal.directory"
              .formatted(directory, e),
          e);
    }
  }

  /** The strikes known when this lane began. */
  public CrashRecord crashes() {
    return crashes;
  }

  /**
   * Works on a frame.
   *
   * @throws E as the work does; that, like returning, ends the frame's danger
   */
  public <T, E extends Exception> T run(WorkedFrame frame, Work<T, E> work) throws E {
    Lock lock =
        crashes.strikes(frame) > 0 ? LANES_OF_PROCESS.writeLock() : LANES_OF_PROCESS.readLock();
    lock.lock();
    boolean ended = true;
    try {
      journal.begin(frame);
      return work.run();
    } catch (RuntimeException | Error failure) {
      ended = false;
      throw failure;
    } finally {
      if (ended) {
        journal.end();
      }
      lock.unlock();
    }
  }

  /** Ends the journal; a frame whose work failed stays in it. */
  @Override
  public void close() throws IOException {
    journal.close();
  }
}
