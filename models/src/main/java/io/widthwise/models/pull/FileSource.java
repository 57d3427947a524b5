package io.widthwise.models.pull;

import java.io.IOException;

/** Where pinned files are had from. */
public sealed interface FileSource permits HttpSource, DirectorySource {
  /**
   * Opens a file, at {@code from} if the source can do so, else at its beginning.
   *
   * @param from number of bytes that the caller has already
   * @param validator what the source called the version that those bytes are of, or null
   * @throws PullException if the source does not have the file, or has one of another size
   * @throws IOException if another try may succeed
   */
  Content open(PinnedFile file, long from, String validator) throws IOException;

  /** Returns where {@code file} is looked for, for messages. */
  String place(PinnedFile file);
}
