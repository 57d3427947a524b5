package io.widthwise.models.report;

import java.util.List;

/** Draws one picture. Coordinates are pixels from the upper left; looks come from classes. */
public final class Svg {
  /** Estimated width of a character, a share of the font's size: what the widest digits take. */
  private static final double CHARACTER = 0.6;

  private static final String STYLE =
      """
      .wp text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;fill:#24303a;font-size:12px}
      .wp .title{font-size:15px;font-weight:600}
      .wp .axis-name{font-size:12.5px;fill:#4a5763}
      .wp .tick{font-size:11.5px;fill:#4a5763}
      .wp .note{font-size:12px;fill:#4a5763}
      .wp .small{font-size:10px}
      .wp .background{fill:#fff}
      .wp .grid{stroke:#e3e8ec;stroke-width:1}
      .wp .frame{stroke:#8b98a3;stroke-width:1;fill:none}
      .wp .leader{stroke:#9aa6b0;stroke-width:.8}
      .wp .front{stroke:#5c6873;stroke-width:1.6;fill:none;stroke-linejoin:round}
      .wp .diagonal{stroke:#24303a;stroke-width:1.1;stroke-dasharray:5 4;fill:none}
      .wp .int8{fill:#0f6fb4;stroke:#0f6fb4}
      .wp .fp32{fill:#d9601a;stroke:#d9601a}
      .wp .mark{stroke-width:1.8}
      .wp .hollow{fill:#fff}
      .wp text.int8{fill:#0b5388;stroke:none}
      .wp text.fp32{fill:#a8440b;stroke:none}
      .wp .halo{paint-order:stroke;stroke:#fff!important;stroke-width:3px;stroke-linejoin:round}
      .wp .bar{fill:#7fb2d8}
      .wp .bar-line{stroke:#0f6fb4;stroke-width:1.5}
      .wp .too-sure{fill:#e0705f;fill-opacity:.45}
      .wp .too-modest{fill:#0f4f80;fill-opacity:.3}
      .wp .count{fill:#c3ccd3}
      .wp .after{fill:#2b8a4b;stroke:#fff;stroke-width:1}
      .wp .cell{stroke:#fff;stroke-width:1}
      .wp .on-dark{fill:#fff}
      """;

  private final StringBuilder body = new StringBuilder();
  private final double width;
  private final double height;
  private final String description;

  /**
   * Begins a picture.
   *
   * @param description for those who cannot see it
   */
  public Svg(double width, double height, String description) {
    this.width = width;
    this.height = height;
    this.description = description;
    rectangle(0, 0, width, height, "background");
  }

  /** Returns about how wide text is. */
  public static double textWidth(String text, double fontSize) {
    return text.codePointCount(0, text.length()) * CHARACTER * fontSize;
  }

  /** Where a text's given point is. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  public void rectangle(double x, double y, double w, double h, String classes) {
    rectangle(x, y, w, h, classes, null, null);
  }

  /**
   * Draws a rectangle.
   *
   * @param fill colour, or null for the class's
   * @param tip shown where a pointer rests, or null
   */
  public void rectangle(
      double x, double y, double w, double h, String classes, String fill, String tip) {
    body.append(
        Markup.format(
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"%s",
            classes, x, y, w, h, fill == null ? "" : " fill=\"" + fill + "\""));
    close("rect", tip);
  }

  public void line(double x1, double y1, double x2, double y2, String classes) {
    body.append(
        Markup.format(
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            classes, x1, y1, x2, y2));
  }

  public void path(List<Point> points, String classes) {
    body.append(Markup.format("<polyline class=\"%s\" points=\"", classes));
    points.forEach(point -> body.append(Markup.format("%.1f,%.1f ", point.x(), point.y())));
    body.append("\"/>\n");
  }

  public void circle(Point centre, double radius, String classes, String tip) {
    body.append(
        Markup.format(
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"",
            classes, centre.x(), centre.y(), radius));
    close("circle", tip);
  }

  public void text(Point at, String text, Anchor anchor, String classes) {
    text(at, text, anchor, classes, 0);
  }

  /**
   * Writes text.
   *
   * @param degrees to turn it by, clockwise about its point
   */
  public void text(Point at, String text, Anchor anchor, String classes, double degrees) {
    String turn =
        degrees == 0
            ? ""
            : Markup.format(" transform=\"rotate(%.0f %.1f %.1f)\"", degrees, at.x(), at.y());
    String anchored =
        switch (anchor) {
          case START -> "start";
          case MIDDLE -> "middle";
          case END -> "end";
        };
    body.append(
        Markup.format(
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>",
            classes, at.x(), at.y(), anchored, turn));
    body.append(Markup.escape(text)).append("</text>\n");
  }

  /** Returns the picture as a document of its own, which is also an element of HTML. */
  @Override
  public String toString() {
    return Markup.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wp\" role=\"img\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" aria-label=\"",
            width, height, width, height)
        + Markup.escape(description)
        + "\">\n<style>"
        + STYLE
        + "</style>\n"
        + body
        + "</svg>\n";
  }

  private void close(String element, String tip) {
    if (tip == null) {
      body.append("/>\n");
    } else {
      body.append("><title>").append(Markup.escape(tip)).append("</title></");
      body.append(element).append(">\n");
    }
  }
}
