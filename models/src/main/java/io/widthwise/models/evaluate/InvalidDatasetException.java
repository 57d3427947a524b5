package io.widthwise.models.evaluate;

import java.io.IOException;
import java.nio.file.Path;

/** Labelled frames cannot be used; the message names file, line and column where there are some. */
public final class InvalidDatasetException extends IOException {
  private static final long serialVersionUID = 1L;

  public InvalidDatasetException(Path file, String fault) {
    super(file + " " + fault);
  }

  public InvalidDatasetException(Path file, String fault, Throwable cause) {
    super(file + " " + fault, cause);
  }

  public InvalidDatasetException(String origin, String fault, Throwable cause) {
    super(origin + " " + fault, cause);
  }

  public InvalidDatasetException(Path file, int line, String column, String fault) {
    super("%s line %d, column %s: %s".formatted(file, line, column, fault));
  }
}
