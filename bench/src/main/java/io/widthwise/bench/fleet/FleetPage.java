package io.widthwise.bench.fleet;

import io.widthwise.bench.fleet.HitsOverTime.Second;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A report as one HTML page: hits and accuracy over time, and the table. */
final class FleetPage {
  private static final double WIDTH = 880;
  private static final double HEIGHT = 260;
  private static final double LEFT = 52;
  private static final double RIGHT = WIDTH - 16;
  private static final double TOP = 16;
  private static final double BOTTOM = HEIGHT - 36;
  private static final int TICKS = 5;
  private static final List<String> COLOURS =
      List.of("#d9601a", "#0f6fb4", "#2b8a4b", "#8a2b6f", "#7a6a00", "#5c6873");

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>Widthwise: a fleet, simulated</title>
      <style>
      body{font:15px/1.5 system-ui,sans-serif;color:#24303a;background:#f4f6f8;margin:0}
      main{max-width:960px;margin:0 auto;padding:28px 24px 60px}
      svg{background:#fff;border:1px solid #dfe5e9;border-radius:6px;max-width:100%}
      svg text{font-size:12px;fill:#4a5763}
      pre{background:#fff;border:1px solid #dfe5e9;padding:12px;overflow-x:auto;font-size:12.5px}
      .key{display:inline-block;margin-right:18px}
      .key i{display:inline-block;width:22px;height:3px;margin-right:6px;vertical-align:middle}
      </style>
      </head>
      <body>
      <main>
      <h1>A fleet, simulated</h1>
      """;

  private FleetPage() {}

  static String of(FleetReport report) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p>").append(legend(report.cells())).append("</p>\n");
    page.append("<h2>Share of frames labelled by their deadlines</h2>\n");
    page.append(plot(report.cells(), Second::hitRate));
    page.append("<h2>Accuracy over all frames, a missed one counting zero</h2>\n");
    page.append(plot(report.cells(), Second::accuracy));
    page.append("<p>By the second in which frames were published.</p>\n<pre>");
    page.append(report.table().replace("&", "&amp;").replace("<", "&lt;"));
    return page.append("</pre>\n</main>\n</body>\n</html>\n").toString();
  }

  private static String legend(List<FleetCell> cells) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      keys.append(
          format(
              "<span class=\"key\"><i style=\"background:%s\"></i>%s, %d partitions</span>",
              colour(i), cells.get(i).partitioning(), cells.get(i).partitions()));
    }
    return keys.toString();
  }

  private static String plot(List<FleetCell> cells, ToDoubleFunction<Second> value) {
    double low =
        cells.stream().flatMap(cell -> cell.seconds().stream()).mapToDouble(value).min().orElse(0);
    double bottom = Math.floor(low * 20) / 20;
    StringBuilder svg =
        new StringBuilder(
            format("<svg width=\"%.0f\" height=\"%.0f\" role=\"img\">\n", WIDTH, HEIGHT));
    for (int tick = 0; tick <= TICKS; tick++) {
      double share = (double) tick / TICKS;
      double y = BOTTOM - share * (BOTTOM - TOP);
      svg.append(
          format(
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e8ec\"/>"
                  + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.1f %%</text>\n",
              LEFT, RIGHT, y, y, LEFT - 6, y + 4, 100 * (bottom + share * (1 - bottom))));
    }
    int longest = cells.stream().mapToInt(cell -> cell.seconds().size()).max().orElse(1);
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\">0 s</text>"
                + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%d s</text>\n",
            LEFT, BOTTOM + 20, RIGHT, BOTTOM + 20, longest));
    for (int i = 0; i < cells.size(); i++) {
      svg.append(line(cells.get(i).seconds(), value, longest, bottom, colour(i)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String line(
      List<Second> seconds,
      ToDoubleFunction<Second> value,
      int longest,
      double bottom,
      String colour) {
    StringBuilder points = new StringBuilder();
    for (int second = 0; second < seconds.size(); second++) {
      double x = LEFT + (second + 0.5) / longest * (RIGHT - LEFT);
      double share = (value.applyAsDouble(seconds.get(second)) - bottom) / (1 - bottom);
      points.append(format("%.1f,%.1f ", x, BOTTOM - share * (BOTTOM - TOP)));
    }
    return format(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" points=\"%s\"/>\n",
        colour, points);
  }

  private static String colour(int cell) {
    return COLOURS.get(cell % COLOURS.size());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
