package io.widthwise.scene;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a subject stands before the camera: turned, sheared, foreshortened and nearer on one side.
 * Maps subject coordinates to picture coordinates by a plane homography.
 */
final class Pose {

  private static final double MAX_SHEAR = 0.12;
  private static final double NARROWEST = 0.72;
  private static final double MAX_PERSPECTIVE = 0.3;

  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;
  private final double px;
  private final double py;
  private final double scale;
  private final double dx;
  private final double dy;

  private Pose(
      double xx,
      double xy,
      double yx,
      double yy,
      double px,
      double py,
      double scale,
      double dx,
      double dy) {
    this.xx = xx;
    this.xy = xy;
    this.yx = yx;
    this.yy = yy;
    this.px = px;
    this.py = py;
    this.scale = scale;
    this.dx = dx;
    this.dy = dy;
  }

  static Pose random(SplittableRandom random, double tiltDegrees) {
    double angle = Math.toRadians(random.nextDouble(-tiltDegrees, tiltDegrees));
    double shear = random.nextDouble(-MAX_SHEAR, MAX_SHEAR);
    double narrow = random.nextDouble(NARROWEST, 1);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Pose(
        cos * narrow,
        -sin,
        sin * narrow + shear * cos,
        cos + shear * sin,
        random.nextDouble(-MAX_PERSPECTIVE, MAX_PERSPECTIVE),
        random.nextDouble(-MAX_PERSPECTIVE, MAX_PERSPECTIVE),
        1,
        0,
        0);
  }

  /** The same attitude at a place: the layers' bounds get the given size and centre. */
  Pose placed(Rectangle2D bounds, double size, double centreX, double centreY) {
    double factor = size / Math.max(bounds.getWidth(), bounds.getHeight());
    return new Pose(
        xx,
        xy,
        yx,
        yy,
        px,
        py,
        factor,
        centreX - factor * bounds.getCenterX(),
        centreY - factor * bounds.getCenterY());
  }

  Rectangle2D boundsOf(List<Layer> layers) {
    Rectangle2D all = null;
    for (Layer layer : layers) {
      Rectangle2D one = map(layer.shape()).getBounds2D();
      all = all == null ? one : all.createUnion(one);
    }
    return all;
  }

  Path2D map(Shape shape) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, 64);
    double[] c = new double[6];
    for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
      int kind = at.currentSegment(c);
      switch (kind) {
        case PathIterator.SEG_MOVETO -> {
          project(c, 1);
          path.moveTo(c[0], c[1]);
        }
        case PathIterator.SEG_LINETO -> {
          project(c, 1);
          path.lineTo(c[0], c[1]);
        }
        case PathIterator.SEG_QUADTO -> {
          project(c, 2);
          path.quadTo(c[0], c[1], c[2], c[3]);
        }
        case PathIterator.SEG_CUBICTO -> {
          project(c, 3);
          path.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
        }
        default -> path.closePath();
      }
    }
    return path;
  }

  private void project(double[] c, int points) {
    for (int i = 0; i < 2 * points; i += 2) {
      double x = c[i];
      double y = c[i + 1];
      double w = scale / (1 + px * x + py * y);
      c[i] = (xx * x + xy * y) * w + dx;
      c[i + 1] = (yx * x + yy * y) * w + dy;
    }
  }
}
