package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.schedule.DecisionExplanation.Rung;
import io.widthwise.schemas.Decision;
import io.widthwise.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DecisionExplainerTest {
  private static final List<String> NAMES = List.of("narrow", "middle", "wide", "widest");
  private static final ServiceTimes LADDER = Frames.times(1_000, 4_000, 11_000, 40_000);
  private static final long NOW = 1_000_000;

  private final DecisionExplainer explainer =
      new DecisionExplainer(NAMES, LADDER, Duration.ofMillis(2));
  private final LanePlan plan = new LanePlan();
  private final DecisionGrounds grounds = plan.grounds();

  @Test
  void saysOfEachRungWhyItWasRefused() {
    grounds.queue(3, 2);
    grounds.share(8_000, 9_000, 1.5);

    DecisionExplanation explanation =
        explainer.served(Frames.due("frame", NOW + 30_000), 1, grounds, NOW);

    assertThat(explanation.rungs())
        .containsExactly(
            new Rung("narrow", 1_000, Verdict.NARROWER),
            new Rung("middle", 4_000, Verdict.CHOSEN),
            new Rung("wide", 11_000, Verdict.OVER_SHARE),
            new Rung("widest", 40_000, Verdict.OVER_SLACK));
    assertThat(explanation.slackMicros()).isEqualTo(30_000);
    assertThat(explanation.shareMicros()).hasValue(8_000);
    assertThat(explanation.waiting()).hasValue(3);
    assertThat(explanation.feasible()).hasValue(2);
    assertThat(explanation.framesExpected()).hasValue(1.5);
  }

  @Test
  void theMarginCountsAgainstTheSlack() {
    assertThat(
            explainer
                .served(Frames.due("frame", NOW + 13_000), 1, grounds, NOW)
                .rungs()
                .get(2)
                .verdict())
        .as("fits to the microsecond")
        .isEqualTo(Verdict.PASSED_OVER);
    assertThat(
            explainer
                .served(Frames.due("frame", NOW + 12_999), 1, grounds, NOW)
                .rungs()
                .get(2)
                .verdict())
        .isEqualTo(Verdict.OVER_SLACK);
  }

  @Test
  void readsLikeASentence() {
    grounds.queue(3, 2);
    grounds.share(8_000, 9_000, 1.5);

    assertThat(explainer.served(Frames.due("frame", NOW + 30_000), 1, grounds, NOW).text())
        .isEqualTo(
            """
            30.0 ms to the deadline (margin 2.00 ms); 3 waiting, 2 feasible, 1.5 more expected; share 8.00 ms
            chose middle (4.00 ms); over the share: wide (11.0 ms); over the time left: widest (40.0 ms); 1 less accurate would fit""");
  }

  @Test
  void saysThatTheNarrowestWasTriedThoughItDoesNotFit() {
    assertThat(explainer.served(Frames.due("frame", NOW + 2_500), 0, grounds, NOW).text())
        .contains("chose narrow (1.00 ms), though it may miss the deadline or its margin");
  }

  @Test
  void saysThatTheNarrowestExceedsTheShare() {
    grounds.share(500, 9_000, 1.5);

    assertThat(explainer.served(Frames.due("frame", NOW + 90_000), 0, grounds, NOW).text())
        .contains("chose narrow (1.00 ms), though it exceeds the share");
  }

  @Test
  void saysOfAShedFrameWhatItNeededAndWhatItHad() {
    grounds.queue(5, 4);
    grounds.share(8_000, 9_000, 1.5);

    DecisionExplanation explanation = explainer.shed(Frames.due("frame", NOW + 900), grounds, NOW);

    assertThat(explanation.text())
        .isEqualTo(
            """
            0.90 ms to the deadline (margin 2.00 ms); 5 waiting, 4 feasible, 1.5 more expected
            given up: even the fastest variant takes 1.00 ms at the very least""");
    assertThat(explanation.shareMicros()).as("it was granted none").isEmpty();
    assertThat(explanation.rungs()).extracting(Rung::verdict).containsOnly(Verdict.OVER_SLACK);
  }

  @Test
  void saysOfAFrameWhoseDeadlineHasPassedByHowMuch() {
    assertThat(explainer.shed(Frames.due("frame", NOW - 30_000), grounds, NOW).text())
        .startsWith("deadline passed 30.0 ms ago\n");
  }

  @Test
  void leavesOutWhatThePolicyDidNotSay() {
    plan.clear();

    DecisionExplanation explanation =
        explainer.served(Frames.due("frame", NOW + 90_000), 3, grounds, NOW);

    assertThat(explanation.text())
        .isEqualTo(
            """
            90.0 ms to the deadline (margin 2.00 ms)
            chose widest (40.0 ms); 3 less accurate would fit""");
    Decision decision = explanation.toRecord();
    assertThat(decision.getBudgetMicros()).isNull();
    assertThat(decision.getWaiting()).isNull();
    assertThat(decision.getFeasible()).isNull();
    assertThat(decision.getFramesExpected()).isNull();
  }

  @Property(tries = 1_000)
  void aResultCarriesTheWholeExplanation(
      @ForAll @LongRange(min = -50_000, max = 100_000) long slack,
      @ForAll @IntRange(min = -1, max = 3) int variant,
      @ForAll @IntRange(max = 5) int waiting,
      @ForAll @LongRange(min = 1, max = 50_000) long share) {
    grounds.queue(waiting, waiting / 2);
    grounds.share(share, 20_000, waiting / 3.0);
    QueuedFrame<String> frame = Frames.due("frame", NOW + slack);

    DecisionExplanation explanation =
        variant < 0
            ? explainer.shed(frame, grounds, NOW)
            : explainer.served(frame, variant, grounds, NOW);

    assertThat(DecisionExplanation.of(explanation.toRecord())).isEqualTo(explanation);
    assertThat(explanation.rungs()).extracting(Rung::name).isEqualTo(NAMES);
    assertThat(explanation.rungs())
        .filteredOn(rung -> rung.verdict() == Verdict.CHOSEN)
        .hasSize(variant < 0 ? 0 : 1);
    assertThat(explanation.text().lines()).hasSize(2);
  }

  @Test
  void refusesNamesThatAreNotThoseOfTheVariants() {
    assertThatThrownBy(() -> new DecisionExplainer(List.of("one"), LADDER, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 names for 4 variants");
  }
}
