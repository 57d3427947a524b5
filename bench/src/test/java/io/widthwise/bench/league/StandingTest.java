package io.widthwise.bench.league;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.league.CellResult.Fairness;
import io.widthwise.bench.league.CellResult.Latency;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
  @Test
  void holdsWhereNothingFallsShort() {
    Standing standing = standing(0.7, 0.9995, 0.981, 0.5);
    assertThat(standing.holds()).isTrue();
    assertThat(standing.shortfalls()).isEmpty();
    assertThat(standing.rival().orElseThrow().policy()).isEqualTo("infaas");
  }

  @Test
  void asksForLessAccuracyBeyondLoad07() {
    assertThat(standing(0.7, 1, 0.96, 0.5).holds()).isFalse();
    assertThat(standing(0.8, 1, 0.96, 0.5).holds()).isTrue();
    assertThat(standing(0.8, 1, 0.949, 0.5).shortfalls())
        .containsExactly("94.90 % of the bound's accuracy, asked 95");
  }

  @Test
  void namesEveryShortfall() {
    assertThat(standing(0.5, 0.998, 0.9, 0.75).shortfalls())
        .containsExactly(
            "99.80 % of the bound's deadlines, asked 99.9",
            "90.00 % of the bound's accuracy, asked 98", "infaas is more accurate by 3.00 points");
  }

  /** The bound's accuracy is 0.8. */
  private static Standing standing(
      double load, double hitRateOfBound, double shareOfBound, double rivalAccuracy) {
    return Standing.of(
            List.of(
                result(load, "slackfit", 1, rivalAccuracy - 0.1),
                result(load, "water-filling", hitRateOfBound, 0.8 * shareOfBound),
                result(load, "infaas", 1, rivalAccuracy)))
        .get(0);
  }

  private static CellResult result(
      double load, String policy, double hitRateOfBound, double accuracy) {
    return new CellResult(
        "trace",
        load,
        50,
        "ladder",
        policy,
        100,
        hitRateOfBound,
        hitRateOfBound,
        accuracy,
        0.8,
        accuracy / 0.8,
        new Latency(1.0, 2.0),
        accuracy,
        0,
        0.5,
        1.0,
        0,
        new Fairness(1, 1));
  }
}
