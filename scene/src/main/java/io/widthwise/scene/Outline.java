package io.widthwise.scene;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Shapes in subject coordinates. */
final class Outline {

  private Outline() {}

  static Path2D polygon(double... xy) {
    Path2D path = line(xy);
    path.closePath();
    return path;
  }

  static Path2D line(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    return path;
  }

  /** A regular polygon; {@code turn} 0 puts the first corner at the top. */
  static Path2D regular(int corners, double radius, double turn) {
    double[] xy = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * (i + turn) / corners;
      xy[2 * i] = radius * Math.sin(angle);
      xy[2 * i + 1] = -radius * Math.cos(angle);
    }
    return polygon(xy);
  }

  static Shape circle(double x, double y, double radius) {
    return ellipse(x, y, radius, radius);
  }

  static Shape ellipse(double x, double y, double radiusX, double radiusY) {
    return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
  }

  static Shape box(double left, double top, double right, double bottom) {
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  static Shape rounded(double left, double top, double right, double bottom, double arc) {
    return new RoundRectangle2D.Double(left, top, right - left, bottom - top, arc, arc);
  }

  /** The area that a pen of the given width covers along the path. */
  static Shape drawn(Shape path, double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        .createStrokedShape(path);
  }

  static Shape drawn(double width, double... xy) {
    return drawn(line(xy), width);
  }

  static Shape union(Shape... parts) {
    Area all = new Area();
    for (Shape part : parts) {
      all.add(new Area(part));
    }
    return all;
  }

  static Shape scaled(Shape shape, double factorX, double factorY) {
    return AffineTransform.getScaleInstance(factorX, factorY).createTransformedShape(shape);
  }

  static Shape moved(Shape shape, double dx, double dy) {
    return AffineTransform.getTranslateInstance(dx, dy).createTransformedShape(shape);
  }
}
