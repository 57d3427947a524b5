package io.widthwise.models.tflite;

/** Why a file is refused, on its way to the reader, which knows the file's name. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  Refusal(String fault) {
    super(fault);
  }

  /** Returns {@code value}, refusing the file if its flatbuffer leaves it out. */
  static <T> T required(T value, String what) throws Refusal {
    if (value == null) {
      throw new Refusal("is damaged: it lacks " + what);
    }
    return value;
  }

  @SuppressWarnings("AnnotateFormatMethod") // for one annotation, no further dependency
  static void require(boolean condition, String fault, Object... arguments) throws Refusal {
    if (!condition) {
      throw new Refusal(fault.formatted(arguments));
    }
  }
}
