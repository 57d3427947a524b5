package io.widthwise.models.train;

import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Which part of a picture a network is shown: the central square is scaled to {@code scaledSide},
 * and of that a window of the input's size is cut out.
 *
 * <p>A window of a large scale shows the details of a large resolution for the price of a small
 * one.
 *
 * @param scaledSide side of the whole square after scaling, pixels
 * @param left first column of the window
 * @param top first row of the window
 */
record Crop(int scaledSide, int left, int top) {
  /** A thing may fill at most this share of the window. */
  private static final double ROOM = 0.94;

  /** How much larger than the window a picture may be whose subject's place is not known. */
  private static final double BLIND_ZOOM = 1.3;

  /** The whole square. */
  static Crop whole(int side) {
    return new Crop(side, 0, 0);
  }

  /**
   * Draws a window that holds the subject whole.
   *
   * @param side of the window, pixels
   * @param largest scaled side that may be drawn
   */
  static Crop random(
      SplittableRandom random, int side, int largest, Optional<Rectangle2D> subject) {
    double fits =
        subject
            .map(box -> ROOM * side / Math.max(box.getWidth(), box.getHeight()))
            .orElse(BLIND_ZOOM * side);
    int limit = (int) Math.max(side, Math.min(largest, fits));
    int scaled = side + random.nextInt(limit - side + 1);
    double freedom = scaled - side;
    if (subject.isEmpty()) {
      return new Crop(
          scaled, (int) (freedom * random.nextDouble()), (int) (freedom * random.nextDouble()));
    }
    Rectangle2D box = subject.get();
    return new Crop(
        scaled,
        start(random, side, freedom, box.getMinX() * scaled, box.getMaxX() * scaled),
        start(random, side, freedom, box.getMinY() * scaled, box.getMaxY() * scaled));
  }

  private static int start(
      SplittableRandom random, int side, double freedom, double from, double to) {
    double first = Math.max(0, Math.min(freedom, to - side));
    double last = Math.max(first, Math.min(freedom, from));
    return (int) Math.round(first + (last - first) * random.nextDouble());
  }
}
