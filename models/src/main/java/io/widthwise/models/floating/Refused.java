package io.widthwise.models.floating;

/** Why a model is refused, on its way to the reader, which knows the file's name. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  Refused(String fault) {
    super(fault);
  }
}
