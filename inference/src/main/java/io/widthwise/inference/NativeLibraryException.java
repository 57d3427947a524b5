package io.widthwise.inference;

/** A native library cannot be loaded; the message says which jars to put where. */
public final class NativeLibraryException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Describes that {@code library}, which comes in {@code jars}, failed to load with {@code cause}.
   */
  public static NativeLibraryException of(String library, String jars, LinkageError cause) {
    return new NativeLibraryException(
        "%s's native library cannot be loaded (%s). Put %s on the class path; in a Flink cluster, into the lib folder of every TaskManager and not into the job's jar, since a native library loads only once in a process."
            .formatted(library, cause, jars),
        cause);
  }
}
