package io.widthwise.bench.league.page;

import io.widthwise.bench.league.WidthOverTime;
import io.widthwise.bench.league.WidthOverTime.Stretch;
import io.widthwise.models.report.Markup;
import io.widthwise.models.report.Point;
import io.widthwise.models.report.Scale;
import io.widthwise.models.report.Svg;
import io.widthwise.models.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;

/** Load over time above, and below it what share of the frames each rung labelled. */
final class WidthPlot {
  private static final double WIDTH = 930;
  private static final double LEFT = 46;
  private static final double RIGHT = 922;
  private static final double FIRST_LEGEND = 42;
  private static final double LEGEND_STEP = 18;
  private static final double LOAD_HEIGHT = 110;
  private static final double RUNGS_HEIGHT = 190;
  private static final double GAP = 34;
  private static final double SWATCH = 11;
  private static final double LABEL_HEIGHT = 14;
  private static final int[][] COLOURS = {
    {0xf3, 0xe3, 0x9b}, {0x49, 0xa3, 0x8a}, {0x12, 0x3a, 0x63}
  };
  private static final String MISSED = "#d0402b";
  private static final String STYLE =
      """
      .wp .load{fill:none;stroke:#24303a;stroke-width:1.3}
      .wp .full{stroke:#d0402b;stroke-width:1;stroke-dasharray:5 4}
      """;

  private final String title;
  private final WidthOverTime widths;
  private final double top;
  private final Svg svg;
  private final Scale time;

  private WidthPlot(String title, WidthOverTime widths) {
    this.title = title;
    this.widths = widths;
    this.top = FIRST_LEGEND + legendRows() * LEGEND_STEP + 20;
    this.svg =
        new Svg(
            WIDTH,
            top + LOAD_HEIGHT + GAP + RUNGS_HEIGHT + 44,
            title + ": load, and share of frames that each rung labelled, over time",
            STYLE);
    double seconds = widths.stretches().size() * widths.stretchMillis() / 1e3;
    this.time = new Scale(0, seconds, LEFT, RIGHT, false);
  }

  static String of(String title, WidthOverTime widths) {
    return new WidthPlot(title, widths).draw();
  }

  private String draw() {
    svg.text(new Point(LEFT, 22), title, Anchor.START, "title");
    legend(true);
    load();
    rungs();
    return svg.toString();
  }

  private int legendRows() {
    return 1 + legend(false);
  }

  /** Returns the row of the last entry. */
  private int legend(boolean draws) {
    List<String> names = new ArrayList<>(widths.rungs());
    names.add("missed");
    double x = LEFT;
    int row = 0;
    for (int i = 0; i < names.size(); i++) {
      double width = SWATCH + 5 + Svg.textWidth(names.get(i), 12) + 14;
      if (x + width > RIGHT + 14) {
        x = LEFT;
        row++;
      }
      if (draws) {
        double y = FIRST_LEGEND + row * LEGEND_STEP;
        svg.rectangle(x, y - 6, SWATCH, SWATCH, "", colour(i), null);
        svg.text(new Point(x + SWATCH + 5, y + 4), names.get(i), Anchor.START, "note");
      }
      x += width;
    }
    return row;
  }

  private void load() {
    double most = widths.stretches().stream().mapToDouble(Stretch::load).max().orElse(1);
    double bottom = top + LOAD_HEIGHT;
    Scale y = new Scale(0, Math.max(1.1, most * 1.05), bottom, top, false);
    grid(y, top, "load (dashed: what the narrowest rung can serve)");
    svg.line(LEFT, y.at(1), RIGHT, y.at(1), "full");
    List<Point> line = new ArrayList<>();
    for (int i = 0; i < widths.stretches().size(); i++) {
      double height = y.at(widths.stretches().get(i).load());
      line.add(new Point(time.at(i * widths.stretchMillis() / 1e3), height));
      line.add(new Point(time.at((i + 1) * widths.stretchMillis() / 1e3), height));
    }
    svg.path(line, "load");
    svg.rectangle(LEFT, top, RIGHT - LEFT, LOAD_HEIGHT, "frame");
  }

  private void rungs() {
    double above = top + LOAD_HEIGHT + GAP;
    double bottom = above + RUNGS_HEIGHT;
    Scale y = new Scale(0, 100, bottom, above, false);
    grid(y, above, "frames by rung, %");
    for (int i = 0; i < widths.stretches().size(); i++) {
      bar(widths.stretches().get(i), i * widths.stretchMillis() / 1e3, y);
    }
    svg.rectangle(LEFT, above, RIGHT - LEFT, RUNGS_HEIGHT, "frame");
    for (double tick : time.ticks()) {
      svg.line(time.at(tick), bottom, time.at(tick), bottom + 4, "frame");
      svg.text(
          new Point(time.at(tick), bottom + 17),
          Markup.format(tick == Math.rint(tick) ? "%.0f" : "%.1f", tick),
          Anchor.MIDDLE,
          "tick");
    }
    svg.text(new Point((LEFT + RIGHT) / 2, bottom + 34), "time, s", Anchor.MIDDLE, "axis-name");
  }

  private void bar(Stretch stretch, double seconds, Scale y) {
    int hits = stretch.hitsOfRung().stream().mapToInt(Integer::intValue).sum();
    int frames = hits + stretch.missed();
    double left = time.at(seconds);
    double width = time.at(seconds + widths.stretchMillis() / 1e3) - left + 0.2;
    int below = 0;
    for (int rung = 0; rung <= stretch.hitsOfRung().size(); rung++) {
      boolean isMissed = rung == stretch.hitsOfRung().size();
      int count = isMissed ? stretch.missed() : stretch.hitsOfRung().get(rung);
      if (count == 0) {
        continue;
      }
      double lower = y.at(100.0 * below / frames);
      below += count;
      double upper = y.at(100.0 * below / frames);
      String name = isMissed ? "missed" : widths.rungs().get(rung);
      String tip = Markup.format("%.1f s: %s, %d of %d frames", seconds, name, count, frames);
      svg.rectangle(left, upper, width, lower - upper, "", colour(rung), tip);
    }
  }

  private void grid(Scale y, double above, String name) {
    svg.text(new Point(LEFT, above - 7), name, Anchor.START, "note");
    double lastLabel = Double.POSITIVE_INFINITY;
    for (double tick : y.ticks()) {
      svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), "grid");
      if (lastLabel - y.at(tick) >= LABEL_HEIGHT) {
        lastLabel = y.at(tick);
        svg.text(
            new Point(LEFT - 6, lastLabel + 4),
            Markup.format(tick == Math.rint(tick) ? "%.0f" : "%.1f", tick),
            Anchor.END,
            "tick");
      }
    }
  }

  private String colour(int rung) {
    int count = widths.rungs().size();
    if (rung == count) {
      return MISSED;
    }
    double place = count == 1 ? 1 : 2.0 * rung / (count - 1);
    int from = Math.min(1, (int) place);
    double share = place - from;
    StringBuilder colour = new StringBuilder("#");
    for (int channel = 0; channel < 3; channel++) {
      double value =
          COLOURS[from][channel] + share * (COLOURS[from + 1][channel] - COLOURS[from][channel]);
      colour.append(Markup.format("%02x", Math.round(value)));
    }
    return colour.toString();
  }
}
