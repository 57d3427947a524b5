package io.widthwise.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.console.TestResults;
import io.widthwise.console.tally.SecondTally;
import io.widthwise.schemas.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecondsTest {
  private final Seconds seconds = new Seconds(600);

  private static SecondTally tally(int results) {
    SecondTally tally = new SecondTally();
    for (int i = 0; i < results; i++) {
      tally.add(TestResults.classified("door", i, Instant.EPOCH, Duration.ofMillis(20)));
    }
    return tally;
  }

  @Test
  void aSecondThatIsReadAgainReplacesWhatWasKnown() {
    seconds.replace(1_000, Map.of(1_000L, tally(3), 1_001L, tally(1)), 1_002);
    seconds.replace(1_001, Map.of(1_001L, tally(5)), 1_002);
    assertThat(seconds.last(60, 1_002).count(Outcome.CLASSIFIED)).isEqualTo(8);
  }

  @Test
  void forgetsWhatIsNoLongerPlotted() {
    Map<Long, SecondTally> all = new TreeMap<>();
    for (long second = 0; second < 2_000; second++) {
      all.put(second, tally(1));
    }
    seconds.replace(0, all, 2_000);
    assertThat(seconds.points()).hasSize(600);
    assertThat(seconds.last(60, 2_000).results()).isEqualTo(60);
  }

  @Test
  void aMinuteThatHasJustBegunCoversLess() {
    assertThat(seconds.covered(1_000)).isEqualTo(60);
    seconds.replace(990, Map.of(995L, tally(1)), 1_000);
    assertThat(seconds.covered(1_000)).isEqualTo(5);
  }

  @Test
  void aSeriesHasNoGapsAndTellsSecondsWithoutLabelsByNull() {
    seconds.replace(990, Map.of(995L, tally(2), 998L, tally(1)), 1_000);
    Series series = Series.of(seconds.points(), 995, 999);
    assertThat(series.t()).containsExactly(995L, 996L, 997L, 998L, 999L);
    assertThat(series.classified()).containsExactly(2L, 0L, 0L, 1L, 0L);
    assertThat(series.p50().get(0)).isPositive();
    assertThat(series.p50().get(1)).isNull();
    assertThat(series.widths()).containsOnlyKeys("0.5");
    assertThat(series.widths().get("0.5")).containsExactly(2L, 0L, 0L, 1L, 0L);
  }
}
