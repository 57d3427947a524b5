package io.widthwise.scene;

import static io.widthwise.scene.Outline.box;
import static io.widthwise.scene.Outline.circle;
import static io.widthwise.scene.Outline.drawn;
import static io.widthwise.scene.Outline.moved;
import static io.widthwise.scene.Outline.polygon;
import static io.widthwise.scene.Outline.regular;
import static io.widthwise.scene.Outline.rounded;
import static io.widthwise.scene.Outline.scaled;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** Flat plates: traffic signs, safety signs and fiducial markers. */
final class Signs {

  static final List<Layer> MARKER_11 = marker(0b1011_0010_0110_0001);
  static final List<Layer> MARKER_42 = marker(0b1001_0110_0010_1011);

  private static final int WHITE = 0xF2F2EE;
  private static final int BLACK = 0x181818;
  private static final int RED = 0xC4141C;
  private static final int BLUE = 0x1450A8;
  private static final int YELLOW = 0xF5C400;
  private static final int GREEN = 0x0A8A4A;

  private Signs() {}

  static List<Layer> stop() {
    return List.of(
        new Layer(regular(8, 0.54, 0.5), WHITE),
        new Layer(regular(8, 0.5, 0.5), RED),
        new Layer(Glyphs.text("STOP", 0.24, 0.065), WHITE));
  }

  static List<Layer> yield() {
    return List.of(
        new Layer(polygon(-0.5, -0.43, 0.5, -0.43, 0, 0.43), RED),
        new Layer(polygon(-0.29, -0.31, 0.29, -0.31, 0, 0.19), WHITE));
  }

  static List<Layer> noEntry() {
    return List.of(
        new Layer(circle(0, 0, 0.5), WHITE),
        new Layer(circle(0, 0, 0.47), RED),
        new Layer(box(-0.35, -0.09, 0.35, 0.09), WHITE));
  }

  static List<Layer> speedLimit(String digits) {
    return List.of(
        new Layer(circle(0, 0, 0.5), RED),
        new Layer(circle(0, 0, 0.39), WHITE),
        new Layer(Glyphs.text(digits, 0.36, 0.085), BLACK));
  }

  /** {@code side} 1 bends to the left, -1 to the right. */
  static List<Layer> turn(int side) {
    return List.of(
        new Layer(circle(0, 0, 0.5), WHITE),
        new Layer(circle(0, 0, 0.47), BLUE),
        new Layer(scaled(Pictograms.BENDING_LEFT, 0.6 * side, 0.6), WHITE));
  }

  static List<Layer> roadTriangle(Shape pictogram) {
    return List.of(
        new Layer(polygon(0, -0.43, 0.5, 0.43, -0.5, 0.43), RED),
        new Layer(polygon(0, -0.25, 0.35, 0.34, -0.35, 0.34), WHITE),
        new Layer(moved(scaled(pictogram, 0.4, 0.4), 0, 0.12), BLACK));
  }

  static List<Layer> warning(Shape pictogram) {
    return List.of(
        new Layer(polygon(0, -0.43, 0.5, 0.43, -0.5, 0.43), BLACK),
        new Layer(polygon(0, -0.34, 0.42, 0.385, -0.42, 0.385), YELLOW),
        new Layer(moved(scaled(pictogram, 0.42, 0.42), 0, 0.15), BLACK));
  }

  static List<Layer> prohibition(Shape pictogram) {
    return List.of(
        new Layer(circle(0, 0, 0.5), RED),
        new Layer(circle(0, 0, 0.4), WHITE),
        new Layer(scaled(pictogram, 0.56, 0.56), BLACK),
        new Layer(drawn(0.08, -0.3, -0.3, 0.3, 0.3), RED));
  }

  static List<Layer> emergencyExit() {
    return List.of(
        new Layer(rounded(-0.5, -0.29, 0.5, 0.29, 0.06), WHITE),
        new Layer(rounded(-0.48, -0.27, 0.48, 0.27, 0.05), GREEN),
        new Layer(box(0.1, -0.2, 0.4, 0.22), WHITE),
        new Layer(moved(scaled(Pictograms.RUNNING, -0.42, 0.42), 0.02, 0), GREEN),
        new Layer(moved(scaled(Pictograms.RUNNING, 0.42, 0.42), 0.02, 0), WHITE),
        new Layer(moved(scaled(Pictograms.POINTING_LEFT, 0.24, 0.24), -0.31, 0), WHITE));
  }

  static List<Layer> firstAid() {
    return List.of(
        new Layer(rounded(-0.5, -0.5, 0.5, 0.5, 0.08), WHITE),
        new Layer(rounded(-0.47, -0.47, 0.47, 0.47, 0.06), GREEN),
        new Layer(scaled(Pictograms.CROSS, 0.66, 0.66), WHITE));
  }

  /** Four by four cells within a black border; a set bit is white, the first at the top left. */
  private static List<Layer> marker(int bits) {
    double cell = 1.0 / 8;
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(box(-0.5, -0.5, 0.5, 0.5), WHITE));
    layers.add(new Layer(box(-3 * cell, -3 * cell, 3 * cell, 3 * cell), BLACK));
    for (int i = 0; i < 16; i++) {
      if ((bits >> (15 - i) & 1) != 0) {
        double x = (i % 4 - 2) * cell;
        double y = (i / 4 - 2) * cell;
        layers.add(new Layer(box(x, y, x + cell, y + cell), WHITE));
      }
    }
    return List.copyOf(layers);
  }
}
