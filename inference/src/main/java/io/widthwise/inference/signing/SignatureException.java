package io.widthwise.inference.signing;

import java.io.IOException;
import java.nio.file.Path;

/** A bundle or key is not what its signer vouched for; the message says which file and why. */
public final class SignatureException extends IOException {
  private static final long serialVersionUID = 1L;

  SignatureException(Path file, String fault) {
    this(file, fault, null);
  }

  SignatureException(Path file, String fault, Throwable cause) {
    super(file + ": " + fault, cause);
  }

  SignatureException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
