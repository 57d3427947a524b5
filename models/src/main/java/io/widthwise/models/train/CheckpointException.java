package io.widthwise.models.train;

import java.io.IOException;
import java.nio.file.Path;

/** A checkpoint that a run cannot go on from; the message names the file. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  CheckpointException(Path file, String what) {
    super("%s %s".formatted(file, what));
  }

  CheckpointException(Path file, String what, Throwable cause) {
    super("%s %s".formatted(file, what), cause);
  }
}
