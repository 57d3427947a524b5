package io.widthwise.inference.decode;

import java.nio.ByteBuffer;

/** The check of a decode's target that all decoders make. */
final class Targets {
  private Targets() {}

  static void require(ByteBuffer target, int side) {
    if (side <= 0) {
      throw new IllegalArgumentException("side must be positive but is " + side);
    }
    long bytes = 3L * side * side;
    if (!target.isDirect() || target.isReadOnly() || target.capacity() < bytes) {
      throw new IllegalArgumentException(
          "target must be a writable direct buffer of at least %d bytes (%d x %d x 3) but is %s"
              .formatted(bytes, side, side, target));
    }
  }
}
