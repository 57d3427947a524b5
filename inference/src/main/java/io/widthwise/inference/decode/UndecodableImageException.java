package io.widthwise.inference.decode;

/** A payload is not a picture that can be shown to a network; the message says why. */
public final class UndecodableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UndecodableImageException(String reason) {
    super(reason);
  }

  public UndecodableImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
