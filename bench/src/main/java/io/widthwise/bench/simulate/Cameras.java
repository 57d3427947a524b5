package io.widthwise.bench.simulate;

import java.util.List;
import java.util.stream.IntStream;

/** Names of made-up cameras. */
public final class Cameras {
  /** Number of cameras that frames of no known camera are dealt to. */
  public static final int DEALT_TO = 16;

  private static final List<String> NAMES =
      IntStream.range(0, DEALT_TO).mapToObj("camera-%02d"::formatted).toList();

  private Cameras() {}

  /** Returns the camera of the {@code frame}-th frame where frames are dealt out in turns. */
  public static String inTurns(int frame) {
    return NAMES.get(frame % DEALT_TO);
  }
}
