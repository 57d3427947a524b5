package io.widthwise.scene;

import static io.widthwise.scene.Outline.box;
import static io.widthwise.scene.Outline.circle;
import static io.widthwise.scene.Outline.drawn;
import static io.widthwise.scene.Outline.ellipse;
import static io.widthwise.scene.Outline.polygon;
import static io.widthwise.scene.Outline.rounded;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Solid things, drawn with the shading that tells their form. */
final class Things {

  private static final int[] BARREL_COLOURS = {0x1E4F9A, 0x2F6B3A, 0x6E7378, 0x2B2B2E, 0x7A2E22};

  private Things() {}

  /** {@code lit} counts lamps from the top: 0 is red, 2 is green. */
  static List<Layer> trafficLight(int lit) {
    int[] on = {0xFF2A20, 0xFFB400, 0x2CFF7A};
    int[] off = {0x4A1412, 0x4A3A10, 0x0E3A1E};
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(rounded(-0.2, -0.5, 0.2, 0.5, 0.1), 0x1A1C1C));
    for (int i = 0; i < 3; i++) {
      double y = (i - 1) * 0.31;
      layers.add(new Layer(circle(0, y, 0.145), 0x0A0A0A));
      layers.add(new Layer(circle(0, y + 0.01, 0.125), i == lit ? on[i] : off[i]));
    }
    return List.copyOf(layers);
  }

  static List<Layer> fireExtinguisher() {
    Path2D hose = new Path2D.Double();
    hose.moveTo(-0.02, -0.36);
    hose.curveTo(-0.34, -0.4, -0.26, 0, -0.24, 0.22);
    return List.of(
        new Layer(rounded(-0.17, -0.27, 0.17, 0.5, 0.2), 0xC4161A),
        new Layer(box(0.07, -0.2, 0.13, 0.44), 0xE8595A),
        new Layer(box(-0.06, -0.38, 0.06, -0.26), 0x202020),
        new Layer(polygon(-0.06, -0.4, 0.22, -0.5, 0.24, -0.45, -0.04, -0.34), 0x202020),
        new Layer(polygon(-0.04, -0.37, 0.22, -0.36, 0.22, -0.32, -0.04, -0.32), 0x202020),
        new Layer(drawn(hose, 0.05), 0x1C1C1C),
        new Layer(box(-0.13, -0.02, 0.06, 0.2), 0xEDEBE0),
        new Layer(box(-0.1, 0.02, 0.03, 0.06), 0x404040));
  }

  static List<Layer> cone() {
    int orange = 0xF0561A;
    int white = 0xF0EFEA;
    return List.of(
        new Layer(
            polygon(-0.4, 0.42, -0.3, 0.36, 0.3, 0.36, 0.4, 0.42, 0.4, 0.5, -0.4, 0.5), 0xC8430F),
        new Layer(polygon(-0.06, -0.5, 0.06, -0.5, 0.27, 0.42, -0.27, 0.42), orange),
        new Layer(polygon(-0.12, -0.24, 0.12, -0.24, 0.166, -0.04, -0.166, -0.04), white),
        new Layer(polygon(-0.198, 0.1, 0.198, 0.1, 0.23, 0.24, -0.23, 0.24), white),
        new Layer(ellipse(0, -0.49, 0.055, 0.016), 0x702A10));
  }

  static List<Layer> barrel(SplittableRandom random) {
    int colour = BARREL_COLOURS[random.nextInt(BARREL_COLOURS.length)];
    int dark = shade(colour, 0.62);
    int light = shade(colour, 1.35);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(ellipse(0, 0.41, 0.33, 0.09), dark));
    layers.add(new Layer(box(-0.33, -0.41, 0.33, 0.41), colour));
    layers.add(new Layer(box(-0.33, -0.41, -0.2, 0.43), dark));
    layers.add(new Layer(box(0.02, -0.41, 0.16, 0.46), light));
    for (double y : new double[] {-0.14, 0.14}) {
      layers.add(new Layer(rounded(-0.35, y - 0.02, 0.35, y + 0.02, 0.04), shade(colour, 0.8)));
      layers.add(new Layer(box(-0.33, y + 0.02, 0.33, y + 0.035), shade(colour, 0.45)));
    }
    layers.add(new Layer(ellipse(0, -0.41, 0.345, 0.09), light));
    layers.add(new Layer(ellipse(0, -0.405, 0.3, 0.07), shade(colour, 0.85)));
    layers.add(new Layer(ellipse(-0.14, -0.4, 0.05, 0.015), dark));
    return layers;
  }

  static List<Layer> pallet() {
    int wood = 0xC79A5E;
    int side = 0xA87C46;
    int gap = 0x3A2A18;
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new Layer(
            polygon(-0.38, -0.24, 0.38, -0.24, 0.5, 0.02, 0.5, 0.24, -0.5, 0.24, -0.5, 0.02), gap));
    for (int i = 0; i < 5; i++) {
      double back = 0.2 * i;
      double front = back + 0.14;
      layers.add(
          new Layer(
              polygon(
                  -0.38 - 0.12 * back,
                  -0.24 + 0.26 * back,
                  0.38 + 0.12 * back,
                  -0.24 + 0.26 * back,
                  0.38 + 0.12 * front,
                  -0.24 + 0.26 * front,
                  -0.38 - 0.12 * front,
                  -0.24 + 0.26 * front),
              wood));
    }
    layers.add(new Layer(box(-0.5, 0.02, 0.5, 0.075), side));
    for (double x : new double[] {-0.5, -0.08, 0.34}) {
      layers.add(new Layer(box(x, 0.09, x + 0.16, 0.185), side));
    }
    layers.add(new Layer(box(-0.5, 0.19, 0.5, 0.24), side));
    return List.copyOf(layers);
  }

  static List<Layer> cardboardBox(SplittableRandom random) {
    double edge = random.nextDouble(-0.2, 0.25);
    double height = random.nextDouble(0.45, 0.72);
    double left = 0.38;
    double right = 0.34;
    int brown = 0xB98A56;
    double lowest = 0.5 - (0.72 - height) / 2;
    double drop = 0.5 - lowest;
    left -= drop;
    right -= drop;
    double back = left + right - lowest;
    return List.of(
        new Layer(
            polygon(-0.5, left, edge, lowest, edge, lowest - height, -0.5, left - height), brown),
        new Layer(
            polygon(edge, lowest, 0.5, right, 0.5, right - height, edge, lowest - height),
            shade(brown, 0.72)),
        new Layer(
            polygon(
                -0.5,
                left - height,
                edge,
                lowest - height,
                0.5,
                right - height,
                -edge,
                back - height),
            shade(brown, 1.18)),
        new Layer(
            polygon(
                mid(-0.5, edge, 0.44), mid(left, lowest, 0.44) - height,
                mid(-0.5, edge, 0.56), mid(left, lowest, 0.56) - height,
                mid(-edge, 0.5, 0.56), mid(back, right, 0.56) - height,
                mid(-edge, 0.5, 0.44), mid(back, right, 0.44) - height),
            0xD9BE8C),
        new Layer(
            polygon(
                mid(-0.5, edge, 0.44), mid(left, lowest, 0.44) - height,
                mid(-0.5, edge, 0.56), mid(left, lowest, 0.56) - height,
                mid(-0.5, edge, 0.56), mid(left, lowest, 0.56) - 0.75 * height,
                mid(-0.5, edge, 0.44), mid(left, lowest, 0.44) - 0.75 * height),
            0xC9AC78),
        new Layer(
            polygon(
                mid(edge, 0.5, 0.25), mid(lowest, right, 0.25) - 0.3 * height,
                mid(edge, 0.5, 0.65), mid(lowest, right, 0.65) - 0.3 * height,
                mid(edge, 0.5, 0.65), mid(lowest, right, 0.65) - 0.55 * height,
                mid(edge, 0.5, 0.25), mid(lowest, right, 0.25) - 0.55 * height),
            0xDCD8CC));
  }

  private static double mid(double from, double to, double share) {
    return from + (to - from) * share;
  }

  private static int shade(int rgb, double factor) {
    return Paints.scaled(rgb, factor, factor, factor);
  }
}
