package io.widthwise.deploy.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at, such as {@code memory}
 * @param status how it is
 * @param found what was found, a phrase
 * @param mend what to do about it; empty unless something should be done
 */
public record Finding(String check, Status status, String found, String mend) {

  /** How a check came out. */
  public enum Status {
    OK,
    /** It works, but perhaps not well. */
    WARNING,
    FAILED,
    /** There was nothing to look at. */
    SKIPPED
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Status.OK, found, "");
  }

  static Finding warning(String check, String found, String mend) {
    return new Finding(check, Status.WARNING, found, mend);
  }

  static Finding failed(String check, String found, String mend) {
    return new Finding(check, Status.FAILED, found, mend);
  }

  static Finding skipped(String check, String found) {
    return new Finding(check, Status.SKIPPED, found, "");
  }

  boolean isFailure() {
    return status == Status.FAILED;
  }
}
