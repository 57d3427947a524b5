package io.widthwise.bench.footprint;

import io.widthwise.models.report.Markup;
import java.util.List;

/** Trends as rows of texts. */
public final class TrendTable {
  public static final List<String> HEADER =
      List.of("process", "what", "median", "gains in an hour", "may gain", "steady");

  private TrendTable() {}

  /** Returns a row for each trend, in the order of {@link #HEADER}. */
  public static List<List<String>> rows(List<Trend> trends) {
    return trends.stream().map(TrendTable::row).toList();
  }

  private static List<String> row(Trend trend) {
    String unit = trend.series().unit();
    return List.of(
        trend.process(),
        unit.isEmpty() ? trend.series().title() : trend.series().title() + ", " + unit,
        Markup.format("%.1f", trend.median()),
        Markup.format("%+.2f", trend.perHour()),
        Markup.format("%.1f", trend.tolerancePerHour()),
        trend.steady() ? "yes" : "NO");
  }
}
