package io.widthwise.bench.replay;

import io.widthwise.models.report.Box;
import io.widthwise.models.report.Markup;
import io.widthwise.models.report.Point;
import io.widthwise.models.report.Scale;
import io.widthwise.models.report.Svg;
import io.widthwise.models.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;

/** Draws a figure over the time of a run: measured against simulated. */
public final class TimePlot {
  private static final double WIDTH = 920;
  private static final double HEIGHT = 300;
  private static final Box PLOT = new Box(68, 56, WIDTH - 28, HEIGHT - 52);

  /**
   * One curve.
   *
   * @param name for the legend
   * @param look class of its lines
   * @param points seconds since the run began, and value
   */
  public record Curve(String name, String look, List<Point> points) {
    /** Blue. */
    public static final String MEASURED = "bar-line";

    /** Grey. */
    public static final String SIMULATED = "front";

    /** Dashed. */
    public static final String LIMIT = "diagonal";

    public Curve {
      points = List.copyOf(points);
    }
  }

  private final String title;
  private final String axis;
  private final List<Curve> curves;
  private final Scale x;
  private final Scale y;
  private final Svg svg;

  private TimePlot(String title, String axis, List<Curve> curves, double low, double high) {
    this.title = title;
    this.axis = axis;
    this.curves = curves;
    double end =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(Point::x)
            .max()
            .orElse(1);
    this.x = new Scale(0, Math.max(end, 1e-3) * 1.02, PLOT.left(), PLOT.right(), false);
    this.y = new Scale(low, high, PLOT.bottom(), PLOT.top(), false);
    this.svg = new Svg(WIDTH, HEIGHT, title + " over the time of the run");
  }

  /** Draws curves whose values are from {@code low} to {@code high}. */
  public static String of(String title, String axis, List<Curve> curves, double low, double high) {
    return new TimePlot(title, axis, curves, low, high).draw();
  }

  /** Draws curves from 0 to a little above their highest value. */
  public static String of(String title, String axis, List<Curve> curves) {
    double high =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(Point::y)
            .max()
            .orElse(1);
    return of(title, axis, curves, 0, Math.max(high, 1e-3) * 1.08);
  }

  private String draw() {
    svg.text(new Point(PLOT.left(), 22), title, Anchor.START, "title");
    axes();
    legend();
    for (Curve curve : curves) {
      List<Point> points = new ArrayList<>();
      curve.points().forEach(point -> points.add(new Point(x.at(point.x()), y.at(point.y()))));
      for (int i = 1; i < points.size(); i++) {
        Point from = points.get(i - 1);
        svg.line(from.x(), from.y(), points.get(i).x(), points.get(i).y(), curve.look());
      }
    }
    return svg.toString();
  }

  private void axes() {
    for (double tick : y.ticks()) {
      svg.line(PLOT.left(), y.at(tick), PLOT.right(), y.at(tick), "grid");
      svg.text(new Point(PLOT.left() - 8, y.at(tick) + 4), number(tick), Anchor.END, "tick");
    }
    for (double tick : x.ticks()) {
      svg.line(x.at(tick), PLOT.top(), x.at(tick), PLOT.bottom(), "grid");
      svg.text(new Point(x.at(tick), PLOT.bottom() + 18), number(tick), Anchor.MIDDLE, "tick");
    }
    svg.rectangle(PLOT.left(), PLOT.top(), PLOT.width(), PLOT.height(), "frame");
    svg.text(
        new Point(PLOT.centre().x(), HEIGHT - 12),
        "seconds since the run began",
        Anchor.MIDDLE,
        "axis-name");
    svg.text(new Point(20, PLOT.centre().y()), axis, Anchor.MIDDLE, "axis-name", -90);
  }

  private void legend() {
    double left = PLOT.left();
    for (Curve curve : curves) {
      svg.line(left, 42, left + 24, 42, curve.look());
      svg.text(new Point(left + 30, 46), curve.name(), Anchor.START, "note");
      left += 46 + Svg.textWidth(curve.name(), 12);
    }
  }

  private static String number(double tick) {
    if (tick == Math.rint(tick)) {
      return Markup.format("%.0f", tick);
    }
    return Markup.format(Math.abs(tick) < 1 ? "%.2f" : "%.1f", tick);
  }
}
