package io.widthwise.inference.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory is not a bundle that can be served; the message says which file and field and why.
 */
public final class InvalidBundleException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String field;

  InvalidBundleException(Path file, String field, String fault) {
    this(file, field, fault, null);
  }

  InvalidBundleException(Path file, String field, String fault, Throwable cause) {
    super(field == null ? file + ": " + fault : file + ", field " + field + ": " + fault, cause);
    this.file = file.toString();
    this.field = field;
  }

  /** Returns the file at fault. */
  public Path file() {
    return Path.of(file);
  }

  /** Returns the field at fault, for example {@code variants[2].width}; empty if it is not one. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }
}
