package io.widthwise.sql;

import io.widthwise.inference.decode.UndecodableImageException;

/** A picture cannot be classified and the query is to fail then. */
final class BrokenPictureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenPictureException(int bytes, UndecodableImageException cause) {
    super(
        "a picture of %d bytes cannot be classified: %s; the model's option 'on-error' = 'null' gives such rows NULL instead"
            .formatted(bytes, cause.getMessage()),
        cause);
  }
}
