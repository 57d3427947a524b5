package io.widthwise.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final Reconnect SETTINGS =
      new Reconnect(Duration.ofMillis(100), Duration.ofSeconds(1), OptionalInt.empty());

  private final BackOff backOff = new BackOff(SETTINGS, new Random(1));

  private void expectBetween(long fromMillis, long toMillis) {
    assertThat(backOff.afterFailure())
        .isBetween(Duration.ofMillis(fromMillis), Duration.ofMillis(toMillis));
  }

  @Test
  void doublesUpToTheLongestAndTakesARandomHalfOff() {
    expectBetween(50, 100);
    expectBetween(100, 200);
    expectBetween(200, 400);
    expectBetween(400, 800);
    for (int i = 0; i < 100; i++) {
      expectBetween(500, 1_000);
    }
  }

  @Test
  void beginsAnewAfterAReset() {
    backOff.afterFailure();
    backOff.afterFailure();
    backOff.reset();
    assertThat(backOff.failures()).isZero();
    expectBetween(50, 100);
  }

  @Test
  void camerasThatAreLostTogetherDoNotComeBackTogether() {
    BackOff other = new BackOff(SETTINGS, new Random(2));
    assertThat(Stream.generate(backOff::afterFailure).limit(5).toList())
        .isNotEqualTo(Stream.generate(other::afterFailure).limit(5).toList());
  }
}
