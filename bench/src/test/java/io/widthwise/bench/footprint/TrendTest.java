package io.widthwise.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final int MINUTES = 60;
  private static final double MEBIBYTE = 1024 * 1024;

  @Test
  void aHeapThatGoesUpAndDownBetweenCollectionsIsSteady() {
    Trend trend = trend(Series.HEAP, minute -> 100 + minute % 2);

    assertThat(trend.perHour()).isCloseTo(0, within(0.01));
    assertThat(trend.steady()).isTrue();
  }

  @Test
  void whatGrowsMoreThanIsToleratedIsNot() {
    Trend trend = trend(Series.HEAP, minute -> 100 + 0.5 * minute);

    assertThat(trend.perHour()).isCloseTo(30, within(0.01));
    assertThat(trend.tolerancePerHour()).isEqualTo(8);
    assertThat(trend.steady()).isFalse();
  }

  @Test
  void growthInTheFirstQuarterIsWarmUp() {
    Trend trend = trend(Series.HEAP, minute -> minute < 15 ? 10 * minute : 150);

    assertThat(trend.steady()).isTrue();
  }

  @Test
  void aHandfulOfReadingsProvesNothing() {
    Trend trend = Trend.of("process", Series.HEAP, footprints(6, minute -> 100));

    assertThat(trend.steady()).isFalse();
  }

  private static Trend trend(Series series, IntToDoubleFunction heapMebibytes) {
    return Trend.of("process", series, footprints(MINUTES, heapMebibytes));
  }

  private static List<Footprint> footprints(int minutes, IntToDoubleFunction heapMebibytes) {
    List<Footprint> footprints = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      long heap = Math.round(heapMebibytes.applyAsDouble(minute) * MEBIBYTE);
      footprints.add(
          new Footprint(
              60 * minute,
              1,
              true,
              0,
              0,
              0,
              heap,
              heap,
              0,
              0,
              0,
              0,
              OptionalLong.empty(),
              0,
              0,
              0));
    }
    return footprints;
  }
}
