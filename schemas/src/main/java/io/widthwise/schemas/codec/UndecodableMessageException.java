package io.widthwise.schemas.codec;

/** A message is not what its topic promises; the message says what was found. */
public final class UndecodableMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UndecodableMessageException(String message) {
    super(message);
  }

  public UndecodableMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
