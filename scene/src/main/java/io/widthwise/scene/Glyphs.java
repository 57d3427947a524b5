package io.widthwise.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/**
 * Digits and letters as drawn paths. Fonts would differ from machine to machine and a picture must
 * not.
 */
final class Glyphs {

  private static final double ADVANCE = 0.86;
  private static final double GLYPH_WIDTH = 0.6;

  private Glyphs() {}

  /** The text centred on the origin. */
  static Shape text(String text, double height, double penWidth) {
    Path2D path = new Path2D.Double();
    double width = ADVANCE * (text.length() - 1) + GLYPH_WIDTH;
    for (int i = 0; i < text.length(); i++) {
      AffineTransform place = AffineTransform.getScaleInstance(height, height);
      place.translate(i * ADVANCE - width / 2, -0.5);
      path.append(place.createTransformedShape(glyph(text.charAt(i))), false);
    }
    return Outline.drawn(path, penWidth);
  }

  private static Path2D glyph(char symbol) {
    Path2D p = new Path2D.Double();
    switch (symbol) {
      case '0', 'O' -> p.append(Outline.ellipse(0.3, 0.5, 0.3, 0.5), false);
      case '3' -> {
        p.moveTo(0.02, 0.15);
        p.curveTo(0.1, -0.05, 0.58, -0.05, 0.56, 0.25);
        p.curveTo(0.56, 0.45, 0.3, 0.47, 0.2, 0.47);
        p.curveTo(0.4, 0.47, 0.6, 0.52, 0.6, 0.74);
        p.curveTo(0.6, 1.07, 0.08, 1.07, 0, 0.83);
      }
      case '5' -> {
        p.moveTo(0.54, 0);
        p.lineTo(0.12, 0);
        p.lineTo(0.06, 0.46);
        p.curveTo(0.2, 0.34, 0.6, 0.34, 0.6, 0.68);
        p.curveTo(0.6, 1.08, 0.08, 1.06, 0, 0.85);
      }
      case '8' -> {
        p.append(Outline.ellipse(0.3, 0.23, 0.25, 0.23), false);
        p.append(Outline.ellipse(0.3, 0.73, 0.3, 0.27), false);
      }
      case 'S' -> {
        p.moveTo(0.56, 0.17);
        p.curveTo(0.5, -0.06, 0.04, -0.06, 0.04, 0.25);
        p.curveTo(0.04, 0.5, 0.58, 0.45, 0.58, 0.74);
        p.curveTo(0.58, 1.06, 0.06, 1.06, 0, 0.82);
      }
      case 'T' -> {
        p.append(Outline.line(0, 0, 0.6, 0), false);
        p.append(Outline.line(0.3, 0, 0.3, 1), false);
      }
      case 'P' -> {
        p.moveTo(0.04, 1);
        p.lineTo(0.04, 0);
        p.lineTo(0.3, 0);
        p.curveTo(0.68, 0, 0.68, 0.54, 0.3, 0.54);
        p.lineTo(0.04, 0.54);
      }
      default -> throw new IllegalArgumentException("no path is drawn for '" + symbol + "'");
    }
    return p;
  }
}
