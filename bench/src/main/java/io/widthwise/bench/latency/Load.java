package io.widthwise.bench.latency;

/**
 * A steady stream of frames.
 *
 * @param framesPerSecond rate
 * @param seconds length
 */
record Load(double framesPerSecond, int seconds) {
  Load {
    if (!(framesPerSecond > 0) || seconds < 1) {
      throw new IllegalArgumentException(
          "a load needs a rate and a length, not %s frames/s for %d s"
              .formatted(framesPerSecond, seconds));
    }
  }

  int frames() {
    return (int) Math.round(framesPerSecond * seconds);
  }
}
