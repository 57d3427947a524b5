package io.widthwise.bench.league.page;

import io.widthwise.bench.league.CellResult;
import io.widthwise.models.report.Markup;
import io.widthwise.models.report.Point;
import io.widthwise.models.report.Scale;
import io.widthwise.models.report.Svg;
import io.widthwise.models.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** A figure by load, a line for each policy, a panel for each deadline. */
final class PolicyPlot {
  private static final double WIDTH = 930;
  private static final double LEFT = 46;
  private static final double RIGHT = 8;
  private static final double GAP = 14;
  private static final double LEGEND = 42;
  private static final double LEGEND_STEP = 17;
  private static final double PANEL_HEIGHT = 190;
  private static final double ROW_HEIGHT = PANEL_HEIGHT + 66;
  private static final int COLUMNS = 4;
  private static final double LEGEND_FONT = 12;
  private static final double DOT = 2.6;

  private final Metric metric;
  private final List<CellResult> results;
  private final List<String> policies;
  private final List<Double> loads;
  private final List<Long> deadlines;
  private final double low;
  private final double high;
  private final List<LegendEntry> legend;
  private final double top;
  private final Svg svg;

  private record LegendEntry(PolicyLook look, double x, double y) {}

  private PolicyPlot(Metric metric, List<CellResult> results) {
    this.metric = metric;
    this.results = results;
    policies = results.stream().map(CellResult::policy).distinct().toList();
    loads = results.stream().map(CellResult::load).distinct().sorted().toList();
    deadlines = results.stream().map(CellResult::deadlineMillis).distinct().sorted().toList();
    double most = values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double least = values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    high = Double.isNaN(metric.high()) ? Math.max(most * 1.05, 1e-3) : metric.high();
    low = Double.isNaN(metric.low()) ? Math.min(least / 1.05, high / 2) : metric.low();
    legend = legend(PolicyLook.legend(policies));
    top = legend.get(legend.size() - 1).y() + 38;
    int rows = (deadlines.size() + COLUMNS - 1) / COLUMNS;
    svg =
        new Svg(WIDTH, top + rows * ROW_HEIGHT - 24, metric.title() + " by load", PolicyLook.STYLE);
  }

  /**
   * Draws {@code metric}, its mean where several results are of one load, deadline and policy.
   *
   * @param results at least one
   */
  static String of(Metric metric, List<CellResult> results) {
    return new PolicyPlot(metric, results).draw();
  }

  private String draw() {
    svg.text(new Point(LEFT, 22), metric.title(), Anchor.START, "title");
    legend.forEach(this::draw);
    int columns = Math.min(COLUMNS, deadlines.size());
    double width = (WIDTH - LEFT - RIGHT - (columns - 1) * GAP) / columns;
    for (int i = 0; i < deadlines.size(); i++) {
      panel(
          deadlines.get(i),
          LEFT + i % columns * (width + GAP),
          top + i / columns * ROW_HEIGHT,
          width,
          i % columns == 0);
    }
    return svg.toString();
  }

  private static List<LegendEntry> legend(List<PolicyLook> looks) {
    List<LegendEntry> entries = new ArrayList<>();
    double x = LEFT;
    double y = LEGEND;
    for (PolicyLook look : looks) {
      double width = 27 + 0.88 * Svg.textWidth(look.policy(), LEGEND_FONT);
      if (x + width > WIDTH - RIGHT && x > LEFT) {
        x = LEFT;
        y += LEGEND_STEP;
      }
      entries.add(new LegendEntry(look, x, y));
      x += width + 14;
    }
    return entries;
  }

  private void draw(LegendEntry entry) {
    PolicyLook look = entry.look();
    svg.line(entry.x(), entry.y(), entry.x() + 22, entry.y(), "policy " + look.classes());
    svg.text(new Point(entry.x() + 27, entry.y() + 4), look.policy(), Anchor.START, "note");
  }

  private void panel(long deadline, double left, double above, double width, boolean withTicks) {
    double bottom = above + PANEL_HEIGHT;
    Scale y = new Scale(low, high, bottom, above, metric.logarithmic());
    double pad = loads.size() == 1 ? 0.1 : 0.04 * (loads.get(loads.size() - 1) - loads.get(0));
    Scale x =
        new Scale(loads.get(0) - pad, loads.get(loads.size() - 1) + pad, left, left + width, false);
    for (double tick : y.ticks()) {
      svg.line(left, y.at(tick), left + width, y.at(tick), "grid");
      if (withTicks) {
        svg.text(new Point(left - 6, y.at(tick) + 4), number(tick), Anchor.END, "tick");
      }
    }
    double lastLabel = Double.NEGATIVE_INFINITY;
    for (double load : loads) {
      svg.line(x.at(load), bottom, x.at(load), bottom + 4, "frame");
      if (x.at(load) - lastLabel > Svg.textWidth(number(load), LEGEND_FONT)) {
        svg.text(new Point(x.at(load), bottom + 17), number(load), Anchor.MIDDLE, "tick");
        lastLabel = x.at(load);
      }
    }
    svg.rectangle(left, above, width, PANEL_HEIGHT, "frame");
    svg.text(
        new Point(left + width / 2, above - 7),
        "deadline " + deadline + " ms",
        Anchor.MIDDLE,
        "note");
    svg.text(new Point(left + width / 2, bottom + 33), "load", Anchor.MIDDLE, "axis-name");
    for (PolicyLook look : PolicyLook.of(policies)) {
      line(look, deadline, x, y);
    }
  }

  private void line(PolicyLook look, long deadline, Scale x, Scale y) {
    List<Point> points = new ArrayList<>();
    List<String> tips = new ArrayList<>();
    for (double load : loads) {
      OptionalDouble value = mean(look.policy(), deadline, load);
      if (value.isPresent()) {
        double shown = Math.max(low, Math.min(high, value.getAsDouble()));
        points.add(new Point(x.at(load), y.at(shown)));
        tips.add(
            Markup.format("%s at load %s: %.2f", look.policy(), number(load), value.getAsDouble()));
      }
    }
    svg.path(points, "policy " + look.classes());
    for (int i = 0; i < points.size(); i++) {
      svg.circle(points.get(i), DOT, "dot " + look.classes(), tips.get(i));
    }
  }

  private OptionalDouble mean(String policy, long deadline, double load) {
    return results.stream()
        .filter(
            r -> r.deadlineMillis() == deadline && r.load() == load && r.policy().equals(policy))
        .map(metric.of())
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .average();
  }

  private List<Double> values() {
    return results.stream().map(metric.of()).filter(Objects::nonNull).toList();
  }

  private static String number(double value) {
    double rounded = Math.rint(value * 1e4) / 1e4;
    return rounded == Math.rint(rounded)
        ? Markup.format("%.0f", rounded)
        : Double.toString(rounded);
  }
}
