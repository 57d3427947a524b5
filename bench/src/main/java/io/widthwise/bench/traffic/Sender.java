package io.widthwise.bench.traffic;

/**
 * A camera that sends at a steady rate for a while.
 *
 * @param camera id; several senders may have the same, such as one for each phase of a run
 * @param framesPerSecond rate
 * @param fromSeconds when it begins, since the run began
 * @param toSeconds when it ends
 */
public record Sender(String camera, double framesPerSecond, double fromSeconds, double toSeconds) {
  public Sender {
    if (!(framesPerSecond > 0) || fromSeconds < 0 || toSeconds < fromSeconds) {
      throw new IllegalArgumentException(
          "camera %s cannot send %s frames/s from %s s to %s s"
              .formatted(camera, framesPerSecond, fromSeconds, toSeconds));
    }
  }
}
