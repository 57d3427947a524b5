package io.widthwise.console.live;

/** Where the newest snapshot is taken from; older ones are not kept. */
public interface Snapshots {
  /** The newest snapshot, at once. */
  Snapshot newest();

  /**
   * Waits for a snapshot after {@code version}.
   *
   * @return the newest one there is, which may be many versions later; the same one after some
   *     seconds without another
   */
  Snapshot after(long version) throws InterruptedException;

  /** Whether no further snapshot will come. */
  boolean isClosed();
}
