package io.widthwise.models.report;

/**
 * An upright rectangle of a picture, pixels.
 *
 * @param left least x
 * @param top least y
 * @param right greatest x
 * @param bottom greatest y
 */
public record Box(double left, double top, double right, double bottom) {
  public static Box around(Point centre, double halfWidth, double halfHeight) {
    return new Box(
        centre.x() - halfWidth,
        centre.y() - halfHeight,
        centre.x() + halfWidth,
        centre.y() + halfHeight);
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public Point centre() {
    return new Point((left + right) / 2, (top + bottom) / 2);
  }

  /** Returns the area that both cover. */
  public double overlap(Box other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return width > 0 && height > 0 ? width * height : 0;
  }

  /** Returns the area of this box that is outside of another. */
  public double outside(Box other) {
    return width() * height() - overlap(other);
  }

  /** Returns the point of this box that is nearest to another point. */
  public Point nearest(Point other) {
    return new Point(
        Math.max(left, Math.min(right, other.x())), Math.max(top, Math.min(bottom, other.y())));
  }

  /** Returns how much of a segment is inside, pixels, to within a tenth of its length. */
  public double crossing(Point from, Point to) {
    double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    int steps = Math.max(10, (int) (length / 3));
    int inside = 0;
    for (int i = 0; i <= steps; i++) {
      double share = (double) i / steps;
      double x = from.x() + share * (to.x() - from.x());
      double y = from.y() + share * (to.y() - from.y());
      if (x > left && x < right && y > top && y < bottom) {
        inside++;
      }
    }
    return length * inside / (steps + 1);
  }
}
