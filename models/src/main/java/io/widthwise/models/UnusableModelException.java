package io.widthwise.models;

import java.io.IOException;
import java.nio.file.Path;

/** A model file cannot be imported; the message names the file and says why in one sentence. */
public final class UnusableModelException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the model file
   * @param fault the rest of a sentence that begins with the file's name
   */
  public UnusableModelException(Path file, String fault) {
    super(file + " " + fault);
  }

  /** As above, with the failure that revealed it. */
  public UnusableModelException(Path file, String fault, Throwable cause) {
    super(file + " " + fault, cause);
  }
}
