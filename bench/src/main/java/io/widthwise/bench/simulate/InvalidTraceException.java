package io.widthwise.bench.simulate;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A trace that cannot be read as it stands; the message says where it is at fault and what to do.
 */
public final class InvalidTraceException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidTraceException(Path file, String fault) {
    super("trace %s %s".formatted(file, fault));
  }

  InvalidTraceException(Path file, String fault, Throwable cause) {
    super("trace %s %s".formatted(file, fault), cause);
  }

  InvalidTraceException(Path file, long line, String column, String fault) {
    this(file, "line %d, column %s: %s".formatted(line, column, fault));
  }
}
