package io.widthwise.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.util.SplittableRandom;

/**
 * Places without anything to recognise. Coordinates: the origin is the picture's centre and one
 * unit its shorter side.
 */
final class Backdrop {

  private final double halfWidth;
  private final double halfHeight;

  Backdrop(double halfWidth, double halfHeight) {
    this.halfWidth = halfWidth;
    this.halfHeight = halfHeight;
  }

  void paint(Graphics2D canvas, SplittableRandom random) {
    switch (random.nextInt(4)) {
      case 0 -> aisle(canvas, random);
      case 1 -> road(canvas, random);
      case 2 -> wall(canvas, random);
      default -> floor(canvas, random);
    }
  }

  private void aisle(Graphics2D canvas, SplittableRandom random) {
    double vx = random.nextDouble(-0.2, 0.2);
    double vy = random.nextDouble(-0.15, 0.1);
    double ground = random.nextDouble(0.25, 0.45);
    double roof = random.nextDouble(0.4, 0.7);
    double wide = random.nextDouble(0.35, 0.6);
    fillAll(canvas, Paints.dull(random, 90, 200, 0.08));
    double far = 8;
    double near = 0.3;
    fill(
        canvas,
        Paints.dull(random, 70, 170, 0.08),
        Outline.polygon(
            vx - wide / near,
            vy + ground / near,
            vx + wide / near,
            vy + ground / near,
            vx + wide / far,
            vy + ground / far,
            vx - wide / far,
            vy + ground / far));
    fill(
        canvas,
        Paints.dull(random, 60, 150, 0.06),
        Outline.polygon(
            vx - wide / near,
            vy - roof / near,
            vx + wide / near,
            vy - roof / near,
            vx + wide / far,
            vy - roof / far,
            vx - wide / far,
            vy - roof / far));
    int lamp = Paints.of(245, 245, 235);
    for (int i = 0; i < 4; i++) {
      double z = 0.8 + 1.3 * i;
      fill(
          canvas,
          lamp,
          Outline.polygon(
              vx - 0.07 / z,
              vy - roof / z,
              vx + 0.07 / z,
              vy - roof / z,
              vx + 0.07 / (z + 0.6),
              vy - roof / (z + 0.6),
              vx - 0.07 / (z + 0.6),
              vy - roof / (z + 0.6)));
    }
    int steel = random.nextBoolean() ? 0x25457A : 0x8A4A1C;
    for (int hand = -1; hand <= 1; hand += 2) {
      shelves(canvas, random, vx, vy, hand * wide, ground, roof, steel);
    }
  }

  private void shelves(
      Graphics2D canvas,
      SplittableRandom random,
      double vx,
      double vy,
      double x,
      double ground,
      double roof,
      int steel) {
    int levels = random.nextInt(2, 5);
    double bottom = ground * 0.98;
    double height = (ground + roof * 0.8) / levels;
    for (double z = 3.4; z > 0.35; z /= 1.45) {
      double back = z * 1.45;
      double edge = z * 1.06;
      for (int level = 0; level < levels; level++) {
        double low = bottom - level * height;
        double high = low - height * random.nextDouble(0.35, 0.9);
        fill(canvas, 0x2A2A2C, side(vx, vy, x, z, back, low, low - height));
        fill(canvas, clutterColour(random), side(vx, vy, x, edge, back, low, high));
        fill(canvas, steel, side(vx, vy, x, z, back, low, low - 0.03));
      }
      fill(canvas, steel, side(vx, vy, x, z, edge, bottom, -roof * 0.8));
    }
  }

  private static Shape side(
      double vx, double vy, double x, double near, double far, double low, double high) {
    return Outline.polygon(
        vx + x / near,
        vy + low / near,
        vx + x / far,
        vy + low / far,
        vx + x / far,
        vy + high / far,
        vx + x / near,
        vy + high / near);
  }

  private void road(Graphics2D canvas, SplittableRandom random) {
    double horizon = random.nextDouble(-0.15, 0.15);
    double day = random.nextDouble(0.35, 1);
    fillAll(canvas, Paints.of(190 * day, 205 * day, 225 * day));
    for (int i = 0; i < 4; i++) {
      fill(
          canvas,
          Paints.of(205 * day + 8 * i, 212 * day + 6 * i, 225 * day),
          Outline.box(-halfWidth, horizon - 0.07 * (4 - i), halfWidth, horizon));
    }
    int towers = random.nextInt(3, 10);
    for (int i = 0; i < towers; i++) {
      double x = random.nextDouble(-halfWidth, halfWidth);
      double w = random.nextDouble(0.06, 0.25);
      double h = random.nextDouble(0.05, 0.4);
      if (random.nextInt(3) == 0) {
        int leaf = Paints.scaled(0x3E5A34, day * random.nextDouble(0.7, 1.3), day, day);
        fill(canvas, leaf, Outline.ellipse(x, horizon - h / 2, w / 2, h / 2));
      } else {
        fill(
            canvas,
            Paints.dull(random, 70 * day, 190 * day, 0.12),
            Outline.box(x, horizon - h, x + w, horizon));
        int window = Paints.dull(random, 40, 90, 0.1);
        for (double y = horizon - h + 0.03; y < horizon - 0.04; y += 0.06) {
          fill(canvas, window, Outline.box(x + 0.02, y, x + w - 0.02, y + 0.025));
        }
      }
    }
    int verge =
        random.nextBoolean()
            ? Paints.scaled(0x5E7040, day, day, day)
            : Paints.dull(random, 90, 160, 0.08);
    fill(canvas, verge, Outline.box(-halfWidth, horizon, halfWidth, halfHeight));
    double vx = random.nextDouble(-0.3, 0.3);
    double depth = halfHeight - horizon;
    double spread = random.nextDouble(0.5, 1.2);
    fill(
        canvas,
        Paints.dull(random, 50 * day, 120 * day, 0.04),
        Outline.polygon(
            vx - 0.02,
            horizon,
            vx + 0.02,
            horizon,
            vx + spread,
            halfHeight,
            vx - spread,
            halfHeight));
    for (double t = 0.1; t < 1; t *= 1.5) {
      double u = Math.min(1, t * 1.25);
      fill(
          canvas,
          Paints.of(220 * day, 220 * day, 215 * day),
          Outline.polygon(
              vx - 0.02 * t,
              horizon + depth * t,
              vx + 0.02 * t,
              horizon + depth * t,
              vx + 0.02 * u,
              horizon + depth * u,
              vx - 0.02 * u,
              horizon + depth * u));
    }
  }

  private void wall(Graphics2D canvas, SplittableRandom random) {
    int base = Paints.dull(random, 70, 220, 0.14);
    fillAll(canvas, base);
    int joint = Paints.scaled(base, 0.8, 0.8, 0.8);
    double tall = random.nextDouble(0.05, 0.3);
    double wide = tall * random.nextDouble(1, 3);
    double gap = random.nextDouble(0.004, 0.012);
    boolean staggered = random.nextBoolean();
    int row = 0;
    for (double y = -halfHeight; y < halfHeight; y += tall, row++) {
      fill(canvas, joint, Outline.box(-halfWidth, y, halfWidth, y + gap));
      double shift = staggered && row % 2 == 1 ? wide / 2 : 0;
      for (double x = -halfWidth - shift; x < halfWidth; x += wide) {
        fill(canvas, joint, Outline.box(x, y, x + gap, y + tall));
      }
    }
    double floor = random.nextDouble(0.2, 0.8);
    fill(
        canvas,
        Paints.dull(random, 50, 150, 0.08),
        Outline.box(-halfWidth, floor, halfWidth, halfHeight));
  }

  private void floor(Graphics2D canvas, SplittableRandom random) {
    int base = Paints.dull(random, 60, 190, 0.1);
    fillAll(canvas, base);
    double vy = random.nextDouble(-1.6, -0.7);
    double vx = random.nextDouble(-0.5, 0.5);
    int joint = Paints.scaled(base, 0.82, 0.82, 0.82);
    for (int i = -8; i <= 8; i++) {
      double x = 0.5 * i;
      fill(
          canvas,
          joint,
          Outline.polygon(
              vx,
              vy,
              vx + x * (halfHeight - vy),
              halfHeight,
              vx + (x + 0.012) * (halfHeight - vy),
              halfHeight));
    }
    for (double y = -halfHeight, step = 0.08; y < halfHeight; y += step, step *= 1.25) {
      fill(canvas, joint, Outline.box(-halfWidth, y, halfWidth, y + 0.05 * step));
    }
    if (random.nextBoolean()) {
      double x = random.nextDouble(-0.6, 0.6);
      int paint = random.nextBoolean() ? 0xC9A227 : 0xC8C8C4;
      fill(
          canvas,
          paint,
          Outline.polygon(
              vx + (x - 0.02) * 0.3,
              vy,
              vx + x * (halfHeight - vy),
              halfHeight,
              vx + (x + 0.05) * (halfHeight - vy),
              halfHeight));
    }
  }

  private static int clutterColour(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> 0x3A6EA0;
      case 1 -> 0x4E7A62;
      case 2 -> Paints.dull(random, 130, 210, 0.05);
      case 3 -> 0x7E6E86;
      default -> Paints.dull(random, 40, 120, 0.2);
    };
  }

  private void fillAll(Graphics2D canvas, int rgb) {
    fill(
        canvas,
        rgb,
        Outline.box(-halfWidth - 0.1, -halfHeight - 0.1, halfWidth + 0.1, halfHeight + 0.1));
  }

  private static void fill(Graphics2D canvas, int rgb, Shape shape) {
    canvas.setColor(new Color(rgb));
    canvas.fill(shape);
  }
}
