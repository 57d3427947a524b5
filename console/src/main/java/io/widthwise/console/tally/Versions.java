package io.widthwise.console.tally;

/** Versions of what is stored. */
final class Versions {
  private Versions() {}

  static void require(byte known, byte found, String what) {
    if (found != known) {
      throw new IllegalArgumentException(
          "%s of version %d was stored by another version of the console, which knows %d; give this one another --application-id"
              .formatted(what, found, known));
    }
  }
}
