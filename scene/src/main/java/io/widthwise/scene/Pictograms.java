package io.widthwise.scene;

import static io.widthwise.scene.Outline.box;
import static io.widthwise.scene.Outline.circle;
import static io.widthwise.scene.Outline.drawn;
import static io.widthwise.scene.Outline.polygon;
import static io.widthwise.scene.Outline.union;

import java.awt.Shape;

/** The symbols on signs, each about one unit across and centred on the origin. */
final class Pictograms {

  static final Shape BOLT =
      polygon(
          0.12, -0.5, -0.24, 0.06, -0.03, 0.06, -0.14, 0.5, 0.26, -0.12, 0.05, -0.12, 0.28, -0.5);

  /** Someone losing their footing above a wet streak. */
  static final Shape SLIPPING =
      union(
          circle(-0.24, -0.36, 0.11),
          drawn(0.15, -0.16, -0.18, 0.08, 0.14),
          drawn(0.1, -0.14, -0.16, 0.14, -0.3),
          drawn(0.1, -0.14, -0.14, -0.4, 0.02),
          drawn(0.11, 0.08, 0.14, 0.42, 0.06),
          drawn(0.11, 0.08, 0.14, 0.06, 0.34, -0.16, 0.34),
          drawn(0.08, -0.42, 0.47, 0.42, 0.47));

  static final Shape FORKLIFT =
      union(
          polygon(-0.4, 0.3, -0.44, -0.02, -0.14, -0.02, -0.04, 0.1, 0.08, 0.1, 0.08, 0.3),
          drawn(0.07, -0.36, 0, -0.3, -0.4, 0, -0.4, 0.08, 0.12),
          drawn(0.09, 0.17, -0.48, 0.17, 0.36),
          drawn(0.08, 0.17, 0.38, 0.48, 0.38),
          box(0.24, 0.06, 0.48, 0.3),
          circle(-0.28, 0.35, 0.13),
          circle(0.02, 0.37, 0.11),
          circle(-0.18, -0.2, 0.08));

  /** A worker with a shovel at a heap. */
  static final Shape DIGGING =
      union(
          circle(-0.1, -0.38, 0.11),
          drawn(0.15, -0.14, -0.2, -0.24, 0.1),
          drawn(0.12, -0.24, 0.1, -0.12, 0.28, -0.2, 0.46),
          drawn(0.12, -0.24, 0.1, -0.4, 0.26, -0.46, 0.46),
          drawn(0.09, -0.14, -0.18, 0.08, 0.02),
          drawn(0.06, -0.26, -0.08, 0.24, 0.26),
          polygon(0.04, 0.5, 0.26, 0.16, 0.5, 0.5));

  static final Shape RUNNING =
      union(
          circle(0.12, -0.38, 0.11),
          drawn(0.15, 0.06, -0.2, -0.04, 0.1),
          drawn(0.1, 0.06, -0.18, -0.2, -0.14, -0.3, 0.04),
          drawn(0.1, 0.06, -0.18, 0.22, -0.02, 0.38, -0.08),
          drawn(0.12, -0.04, 0.1, 0.2, 0.2, 0.16, 0.46),
          drawn(0.12, -0.04, 0.1, -0.16, 0.3, -0.42, 0.32));

  static final Shape CROSS =
      polygon(
          -0.16, -0.5, 0.16, -0.5, 0.16, -0.16, 0.5, -0.16, 0.5, 0.16, 0.16, 0.16, 0.16, 0.5, -0.16,
          0.5, -0.16, 0.16, -0.5, 0.16, -0.5, -0.16, -0.16, -0.16);

  /** An arrow that comes from below and bends to the left. */
  static final Shape BENDING_LEFT =
      union(
          polygon(0.12, 0.5, 0.12, -0.02, -0.1, -0.02, -0.1, -0.24, 0.34, -0.24, 0.34, 0.5),
          polygon(-0.5, -0.13, -0.08, -0.46, -0.08, 0.2));

  static final Shape POINTING_LEFT =
      union(box(-0.1, -0.12, 0.5, 0.12), polygon(-0.5, 0, -0.06, -0.4, -0.06, 0.4));

  private Pictograms() {}
}
