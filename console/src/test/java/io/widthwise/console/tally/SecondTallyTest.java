package io.widthwise.console.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.console.TestResults;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondTallyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static FrameResult result(Outcome outcome, String reason, int latencyMillis) {
    return TestResults.of("door", 1, NOW, Duration.ofMillis(latencyMillis), outcome, reason, 0.5);
  }

  @Test
  void countsEveryOutcome() {
    SecondTally tally = new SecondTally();
    tally.add(result(Outcome.CLASSIFIED, null, 20));
    tally.add(result(Outcome.CLASSIFIED, null, 20));
    tally.add(result(Outcome.LATE, "late", 120));
    tally.add(result(Outcome.SHED, "shed", 90));

    assertThat(tally.count(Outcome.CLASSIFIED)).isEqualTo(2);
    assertThat(tally.count(Outcome.LATE)).isEqualTo(1);
    assertThat(tally.count(Outcome.SHED)).isEqualTo(1);
    assertThat(tally.count(Outcome.REJECTED)).isZero();
    assertThat(tally.results()).isEqualTo(4);
    assertThat(tally.budgetMillis()).isEqualTo(100);
  }

  @Test
  void tellsPercentilesOfLabelledFramesToOnePercent() {
    SecondTally tally = new SecondTally();
    for (int millis = 1; millis <= 1_000; millis++) {
      tally.add(result(Outcome.CLASSIFIED, null, millis));
      tally.add(result(Outcome.SHED, "no time", 5_000));
    }
    assertThat(tally.latencyMillis(50)).isCloseTo(500, within(5.0));
    assertThat(tally.latencyMillis(99)).isCloseTo(990, within(9.9));
  }

  @Test
  void aLatencyBeyondItsRangeCountsAsTheLongest() {
    SecondTally tally = new SecondTally();
    tally.add(result(Outcome.LATE, "late", 3_600_000));
    tally.add(result(Outcome.LATE, "clock", -50));
    assertThat(tally.latencyMillis(100)).isCloseTo(60_000, within(600.0));
  }

  @Test
  void mergingIsTheSameAsCountingTogether() {
    SecondTally one = new SecondTally();
    SecondTally other = new SecondTally();
    SecondTally all = new SecondTally();
    List<Outcome> outcomes = List.of(Outcome.values());
    for (int i = 0; i < 400; i++) {
      FrameResult each = result(outcomes.get(i % 4), "reason " + i % 3, 10 + i);
      (i % 7 < 3 ? one : other).add(each);
      all.add(each);
    }
    one.merge(other);
    assertSame(one, all);
  }

  @Test
  void isReadBackAsItWas() {
    SecondTally tally = new SecondTally();
    tally.add(result(Outcome.CLASSIFIED, null, 20));
    tally.add(result(Outcome.LATE, "späť", 130));
    assertSame(SecondTally.decode(tally.encode()), tally);
    assertSame(SecondTally.decode(new SecondTally().encode()), new SecondTally());
  }

  private static void assertSame(SecondTally found, SecondTally expected) {
    for (Outcome outcome : Outcome.values()) {
      assertThat(found.count(outcome)).isEqualTo(expected.count(outcome));
    }
    assertThat(found.rungs()).isEqualTo(expected.rungs());
    assertThat(found.refusals()).isEqualTo(expected.refusals());
    assertThat(found.budgetMillis()).isEqualTo(expected.budgetMillis());
    for (double percentile : new double[] {0, 25, 50, 90, 99, 100}) {
      assertThat(found.latencyMillis(percentile)).isEqualTo(expected.latencyMillis(percentile));
    }
  }

  @Test
  void reasonsThatDifferInNumbersAreOne() {
    SecondTally tally = new SecondTally();
    tally.add(result(Outcome.SHED, "would end 12.5 ms after its deadline", 90));
    tally.add(result(Outcome.SHED, "would end 3 ms after its deadline", 90));
    assertThat(tally.refusals())
        .containsOnly(
            java.util.Map.entry(
                new Refusal(Outcome.SHED, "would end # ms after its deadline"), 2L));
  }

  @Test
  void aWriterOfReasonsCannotMakeASecondGrow() {
    SecondTally tally = new SecondTally();
    List<String> words = new ArrayList<>();
    for (char a = 'a'; a <= 'z'; a++) {
      for (char b = 'a'; b <= 'z'; b++) {
        words.add("because of " + a + b + "x".repeat(1_000));
      }
    }
    words.forEach(word -> tally.add(result(Outcome.REJECTED, word, 5)));
    assertThat(tally.refusals().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(words.size());
    assertThat(tally.refusals()).containsKey(Refusal.other(Outcome.REJECTED));
    assertThat(tally.encode().length).isLessThan(10_000);
  }

  @Test
  void whatAnotherVersionStoredIsRefusedInASentence() {
    byte[] encoded = new SecondTally().encode();
    encoded[0] = 99;
    assertThatThrownBy(() -> SecondTally.decode(encoded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99")
        .hasMessageContaining("--application-id");
  }
}
