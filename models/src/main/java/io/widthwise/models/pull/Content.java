package io.widthwise.models.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** The bytes of a file from some offset on. */
interface Content extends AutoCloseable {
  /** Returns how many bytes were skipped: what was asked for, or 0. */
  long offset();

  /** Returns the size of the whole file, if the source tells. */
  OptionalLong total();

  /** Returns what the source calls this version of the file, to resume the very same later. */
  Optional<String> validator();

  /** Returns the next bytes, waiting for them for a limited time, or null at the end. */
  ByteBuffer next() throws IOException;

  @Override
  void close() throws IOException;
}
