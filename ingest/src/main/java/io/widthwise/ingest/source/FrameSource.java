package io.widthwise.ingest.source;

import java.util.Optional;

/**
 * Frames of one or more cameras, in the order in which they are to be published.
 *
 * <p>For each camera, sequences count from 0 without gaps and capture times never go back. Opening
 * the same recording twice gives the same frames with the same ids. Not safe for use by several
 * threads; one thread reads, any thread may close.
 */
public interface FrameSource extends AutoCloseable {

  /**
   * Waits until frames can be had without a delay of the source's own, such as for drawing
   * pictures. {@link #next} waits as well; this is for those who count time from then on.
   *
   * @throws SourceException if there will be no frames
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  default void awaitReady() throws SourceException, InterruptedException {}

  /**
   * Returns the next frame, waiting for it where the source is live, or empty at the end and ever
   * after.
   *
   * @throws SourceException if the source holds something that is no frame; the message names the
   *     file and the place in it
   * @throws InterruptedException if the thread is interrupted while it waits for a live frame
   */
  Optional<SourceFrame> next() throws SourceException, InterruptedException;

  /**
   * Whether frames are taken as they are read, so that waiting for a slow reader makes them old.
   */
  boolean live();

  /** What is read, for people: the kind of source and its file. */
  String description();

  /** Releases files and native memory; a second call does nothing. */
  @Override
  void close();
}
