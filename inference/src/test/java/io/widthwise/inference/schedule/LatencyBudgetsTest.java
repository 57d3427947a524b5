package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.widthwise.inference.schedule.LatencyBudgets.Slo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyBudgetsTest {
  private final LatencyBudgets budgets =
      new LatencyBudgets(
          List.of(
              new Slo("front-*", Duration.ofMillis(50)),
              new Slo("*", Duration.ofMillis(80)),
              new Slo("robots/**", Duration.ofMillis(30))),
          Duration.ofMillis(100));

  @Test
  void aFramesOwnBudgetComesFirst() {
    assertThat(budgets.of("front-left", 20)).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void thenTheFirstPatternThatMatches() {
    assertThat(budgets.of("front-left", null)).isEqualTo(Duration.ofMillis(50));
    assertThat(budgets.of("rear", null)).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void aStarStopsAtASlash() {
    assertThat(budgets.of("robots/7/front", null)).isEqualTo(Duration.ofMillis(30));
    assertThat(budgets.of("fleet/7", null)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void refusesABudgetOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Slo("a", Duration.ZERO))
        .withMessageContaining("cameras 'a'");
  }
}
