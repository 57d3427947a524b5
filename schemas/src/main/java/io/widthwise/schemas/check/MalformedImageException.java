package io.widthwise.schemas.check;

/** Bytes are not a whole picture; the message says where they stop being one. */
public final class MalformedImageException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedImageException(String message) {
    super(message);
  }
}
