package io.widthwise.inference.bundle;

import java.util.List;
import java.util.regex.Pattern;

/** Checks that the manifest's records share; each message begins with the name of the field. */
final class Require {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]{0,199}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Require() {}

  static void present(String field, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " must not be null");
    }
  }

  static void text(String field, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + " must be a text that is not blank");
    }
  }

  static void constant(String field, String value, String only) {
    if (!only.equals(value)) {
      throw new IllegalArgumentException(
          "%s must be \"%s\" in format version %d but is \"%s\""
              .formatted(field, only, Ladder.FORMAT_VERSION, value));
    }
  }

  static void positive(String field, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " must be positive but is " + value);
    }
  }

  static void positiveNumber(String field, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          field + " must be a finite number above 0 but is " + value);
    }
  }

  static void share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " must be from 0 to 1 but is " + value);
    }
  }

  static void positiveShare(String field, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " must be in (0, 1] but is " + value);
    }
  }

  /** A plain name: a manifest must not reach outside of its directory. */
  static void fileName(String field, String value) {
    if (value == null || !FILE_NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must be a plain file name beside ladder.json (letters, digits, . _ @ -) but is \"%s\""
              .formatted(field, value));
    }
  }

  static void sha256(String field, String value) {
    if (value == null || !SHA256.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must be 64 lower-case hexadecimal digits but is \"%s\"".formatted(field, value));
    }
  }

  static List<Double> threeFinite(String field, List<Double> values) {
    if (values == null
        || values.size() != 3
        || values.stream().anyMatch(value -> value == null || !Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s must hold three finite numbers (red, green, blue) but is %s"
              .formatted(field, values));
    }
    return List.copyOf(values);
  }
}
