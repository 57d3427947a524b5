package io.widthwise.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Things that carry no label: blank plates, crates and poles behind, bars and boxes in front. */
final class Clutter {

  /** None of them is the colour of a sign of the same form. */
  private static final int[] PLATES = {
    0x8A8D90, 0x6B4C86, 0x2E8C8C, 0x6E5A44, 0xB0708C, 0x6F7A3A, 0xD8D6CE, 0x35383C, 0x5A7FA8
  };

  private static final double MOST_HIDDEN = 0.22;

  private final double halfWidth;
  private final double halfHeight;

  Clutter(double halfWidth, double halfHeight) {
    this.halfWidth = halfWidth;
    this.halfHeight = halfHeight;
  }

  void behind(Graphics2D canvas, SplittableRandom random) {
    int things = random.nextInt(0, 6);
    for (int i = 0; i < things; i++) {
      double x = random.nextDouble(-halfWidth, halfWidth);
      double y = random.nextDouble(-halfHeight, halfHeight);
      double size = random.nextDouble(0.06, 0.35);
      if (random.nextInt(4) == 0) {
        double w = size * 0.12;
        fill(canvas, Paints.dull(random, 50, 190, 0.15), Outline.box(x - w, y - 1, x + w, y + 1));
      } else {
        plate(canvas, random, x, y, size);
      }
    }
  }

  private static void plate(
      Graphics2D canvas, SplittableRandom random, double x, double y, double size) {
    int colour = PLATES[random.nextInt(PLATES.length)];
    Shape form =
        switch (random.nextInt(5)) {
          case 0 -> Outline.circle(0, 0, 0.5);
          case 1 -> Outline.regular(3, 0.55, 0);
          case 2 -> Outline.box(-0.5, -0.35, 0.5, 0.35);
          case 3 -> Outline.regular(4, 0.5, 0);
          default -> Outline.box(-0.5, -0.5, 0.5, 0.5);
        };
    Pose turned = Pose.random(random, 15);
    Pose placed = turned.placed(turned.map(form).getBounds2D(), size, x, y);
    fill(canvas, Paints.scaled(colour, 0.55, 0.55, 0.55), placed.map(form));
    fill(canvas, colour, placed.map(Outline.scaled(form, 0.88, 0.88)));
    if (random.nextBoolean()) {
      double at = random.nextDouble(-0.2, 0.1);
      int mark = PLATES[random.nextInt(PLATES.length)];
      fill(canvas, mark, placed.map(Outline.box(-0.2, at, 0.2, at + 0.1)));
    }
  }

  /** The pole or board that a thing is fixed to, or the shadow that it throws. */
  void support(Graphics2D canvas, SplittableRandom random, Rectangle2D subject) {
    double size = Math.max(subject.getWidth(), subject.getHeight());
    double x = subject.getCenterX();
    switch (random.nextInt(4)) {
      case 0 -> {
        double w = size * 0.04;
        fill(
            canvas,
            Paints.dull(random, 80, 170, 0.04),
            Outline.box(x - w, subject.getCenterY(), x + w, halfHeight));
      }
      case 1 -> {
        double m = size * random.nextDouble(0.03, 0.12);
        fill(
            canvas,
            Paints.dull(random, 60, 220, 0.1),
            Outline.box(
                subject.getMinX() - m,
                subject.getMinY() - m,
                subject.getMaxX() + m,
                subject.getMaxY() + m));
      }
      case 2 -> {
        canvas.setColor(new Color(0, 0, 0, 90));
        canvas.fill(
            Outline.ellipse(
                x + size * 0.05, subject.getMaxY(), subject.getWidth() * 0.6, size * 0.08));
      }
      default -> {}
    }
  }

  /** Hides up to about a fifth of the subject: an edge of it, or a thin bar across. */
  void before(Graphics2D canvas, SplittableRandom random, Rectangle2D subject) {
    double kind = random.nextDouble();
    double share = random.nextDouble(0.05, MOST_HIDDEN);
    double place = random.nextDouble();
    int colour = Paints.dull(random, 30, 180, 0.2);
    double w = subject.getWidth();
    double h = subject.getHeight();
    if (kind < 0.12) {
      double bar = w * Math.min(share, 0.1);
      double x = subject.getMinX() + place * (w - bar);
      double lean = random.nextDouble(-0.15, 0.15) * h;
      Path2D rod =
          Outline.polygon(
              x - lean,
              subject.getMinY() - h,
              x + bar - lean,
              subject.getMinY() - h,
              x + bar + lean,
              subject.getMaxY() + h,
              x + lean,
              subject.getMaxY() + h);
      fill(canvas, colour, rod);
    } else if (kind < 0.32) {
      double deep = random.nextDouble(0.1, 0.4);
      double left = place < 0.5 ? subject.getMinX() - w * deep : subject.getMaxX() - w * share;
      double right = place < 0.5 ? subject.getMinX() + w * share : subject.getMaxX() + w * deep;
      double top = subject.getMinY() + h * random.nextDouble(-0.2, 0.6);
      fill(canvas, colour, Outline.box(left, top, right, subject.getMaxY() + h * deep));
    } else if (kind < 0.42) {
      double top = subject.getMaxY() - h * Math.min(share, 0.18);
      fill(
          canvas,
          colour,
          Outline.box(
              subject.getMinX() - w * place,
              top,
              subject.getMaxX() + w * (1 - place),
              subject.getMaxY() + h * 0.3));
    }
  }

  private static void fill(Graphics2D canvas, int rgb, Shape shape) {
    canvas.setColor(new Color(rgb));
    canvas.fill(shape);
  }
}
