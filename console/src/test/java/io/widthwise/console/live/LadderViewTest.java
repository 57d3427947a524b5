package io.widthwise.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.console.TestResults;
import io.widthwise.console.live.Overview.LadderStep;
import io.widthwise.console.tally.Rung;
import io.widthwise.console.tally.SecondTally;
import io.widthwise.schemas.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderViewTest {
  private final LadderView ladder =
      new LadderView(
          List.of(
              new LadderRung(Rung.of(TestResults.variant(1.0)), 0.9),
              new LadderRung(Rung.of(TestResults.variant(0.5)), 0.7)));

  private static SecondTally used(double... widths) {
    SecondTally tally = new SecondTally();
    for (double width : widths) {
      tally.add(
          TestResults.of(
              "door", 1, Instant.EPOCH, Duration.ofMillis(14), Outcome.CLASSIFIED, null, width));
    }
    return tally;
  }

  @Test
  void tellsAccuracyTimeAndShareOfEachRungNarrowestFirst() {
    List<LadderStep> steps = ladder.steps(used(1, 1, 1, 0.5), used(0.5));
    assertThat(steps).extracting(LadderStep::rung).containsExactly("0.5@160/int8", "1.0@224/int8");
    assertThat(steps).extracting(LadderStep::top1).containsExactly(0.7, 0.9);
    assertThat(steps).extracting(LadderStep::share).containsExactly(0.25, 0.75);
    assertThat(steps).extracting(LadderStep::serviceMillis).containsExactly(10.0, 10.0);
    assertThat(steps).extracting(LadderStep::inUse).containsExactly(true, false);
  }

  @Test
  void aRungThatTheBundleDoesNotHaveIsShownWithoutAccuracy() {
    List<LadderStep> steps = ladder.steps(used(0.25), used());
    assertThat(steps.get(0).top1()).isNull();
    assertThat(steps.get(1).serviceMillis()).isNull();
    assertThat(steps).noneMatch(LadderStep::inUse);
  }

  @Test
  void theTimeOfARungIsRememberedWhileItIsNotUsed() {
    ladder.steps(used(0.5), used(0.5));
    assertThat(ladder.steps(used(1), used(1)).get(0).serviceMillis()).isEqualTo(10.0);
  }
}
