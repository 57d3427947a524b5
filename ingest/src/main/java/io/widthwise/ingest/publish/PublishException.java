package io.widthwise.ingest.publish;

/** Frames could not be delivered; the message names the topic and the first such frame. */
public final class PublishException extends Exception {
  private static final long serialVersionUID = 1L;

  public PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
