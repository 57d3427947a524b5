package io.widthwise.inference.classify;

import io.widthwise.inference.bundle.VariantSpec;
import java.nio.file.Path;

/** A variant cannot be loaded or run; the message names it and its file. */
public final class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InferenceException(VariantSpec variant, Path file, String fault) {
    this(variant, file, fault, null);
  }

  InferenceException(VariantSpec variant, Path file, String fault, Throwable cause) {
    super("Variant %s (%s): %s".formatted(variant.fullName(), file, fault), cause);
  }
}
