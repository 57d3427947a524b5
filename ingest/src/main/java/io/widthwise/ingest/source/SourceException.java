package io.widthwise.ingest.source;

/**
 * A source cannot be opened or read; the message names the file, the place in it and the remedy.
 */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
