package io.widthwise.models.pull;

import java.io.IOException;

/** The server's file has not even as many bytes as came before: begin again. */
final class StalePart extends IOException {
  private static final long serialVersionUID = 1L;

  StalePart(String place, long from) {
    super("%s has nothing after byte %d".formatted(place, from));
  }
}
