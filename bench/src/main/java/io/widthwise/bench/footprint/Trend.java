package io.widthwise.bench.footprint;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether something of a process grows.
 *
 * @param process name
 * @param series what is looked at
 * @param readings how many counted
 * @param median their median, in the series' unit
 * @param perHour what it gains in an hour, by {@link TheilSen}
 * @param tolerancePerHour what it may gain and still pass for steady
 */
public record Trend(
    String process,
    Series series,
    int readings,
    double median,
    double perHour,
    double tolerancePerHour) {
  /** The first readings are left out: caches fill, compilers work. */
  private static final double LEFT_OUT = 0.25;

  private static final int FEWEST_READINGS = 8;

  /** The trends of all processes and series, over the last three quarters of the time. */
  public static List<Trend> of(Map<String, List<Footprint>> recorded) {
    List<Trend> trends = new ArrayList<>();
    recorded.forEach(
        (process, footprints) -> {
          for (Series series : Series.values()) {
            trends.add(of(process, series, footprints));
          }
        });
    return List.copyOf(trends);
  }

  static Trend of(String process, Series series, List<Footprint> footprints) {
    double last = footprints.isEmpty() ? 0 : footprints.get(footprints.size() - 1).seconds();
    List<Footprint> counted =
        series.of(footprints).stream().filter(each -> each.seconds() >= LEFT_OUT * last).toList();
    double[] hours = counted.stream().mapToDouble(each -> each.seconds() / 3_600).toArray();
    double[] values = counted.stream().mapToDouble(series::value).toArray();
    double median = values.length == 0 ? 0 : TheilSen.median(values);
    return new Trend(
        process,
        series,
        values.length,
        median,
        TheilSen.slope(hours, values),
        series.tolerancePerHour(median));
  }

  /** False if it grows faster than is tolerated, or too little was read to tell. */
  @JsonProperty
  public boolean steady() {
    return readings >= FEWEST_READINGS && perHour <= tolerancePerHour;
  }
}
