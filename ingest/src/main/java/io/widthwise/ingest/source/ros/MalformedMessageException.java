package io.widthwise.ingest.source.ros;

/** A message is not what its schema says; the message completes a sentence about it. */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(message);
  }
}
