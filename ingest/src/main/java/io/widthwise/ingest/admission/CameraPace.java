package io.widthwise.ingest.admission;

/**
 * What each camera may send: on average {@code framesPerSecond}, at most {@code burst} at once.
 *
 * @param framesPerSecond sustained rate; infinite for no limit
 * @param burst frames that may come at once after a pause
 */
public record CameraPace(double framesPerSecond, int burst) {
  public static final CameraPace UNLIMITED =
      new CameraPace(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

  public CameraPace {
    if (!(framesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "framesPerSecond of a camera must be positive but is " + framesPerSecond);
    }
    if (burst < 1) {
      throw new IllegalArgumentException("burst of a camera must be at least 1 but is " + burst);
    }
  }

  boolean limited() {
    return Double.isFinite(framesPerSecond);
  }
}
