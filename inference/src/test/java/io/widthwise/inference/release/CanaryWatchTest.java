package io.widthwise.inference.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.widthwise.inference.release.CanaryWatch.Promote;
import io.widthwise.inference.release.CanaryWatch.Return;
import io.widthwise.inference.release.CanaryWatch.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryWatchTest {
  private static final Optional<Boolean> UNKNOWN = Optional.empty();

  private final CanaryWatch endless = watch(OptionalInt.empty(), Optional.empty());

  @Test
  void aReleaseThatIsAsGoodStaysOnTrialWithoutALimit() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      boolean onTrial = i % 10 == 0;
      endless.served(
          onTrial,
          random.nextInt(50) == 0,
          0.7 + 0.6 * random.nextDouble(),
          Optional.of(random.nextInt(10) > 0));
      assertThat(endless.verdict(i)).isEmpty();
    }
  }

  @Test
  void isPromotedAfterItsFramesAndNotBefore() {
    CanaryWatch watch = watch(OptionalInt.of(50), Optional.empty());
    for (int i = 0; i < 50; i++) {
      assertThat(watch.verdict(0)).isEmpty();
      watch.served(true, false, 1, UNKNOWN);
    }

    assertThat(watch.verdict(0)).containsInstanceOf(Promote.class);
  }

  @Test
  void isPromotedAfterItsTimeEvenIfNoFrameCame() {
    CanaryWatch watch = watch(OptionalInt.empty(), Optional.of(Duration.ofSeconds(5)));

    assertThat(watch.verdict(Duration.ofSeconds(5).toNanos() - 1)).isEmpty();
    assertThat(watch.verdict(Duration.ofSeconds(5).toNanos())).containsInstanceOf(Promote.class);
  }

  @Test
  void waitsForBothWhereFramesAndTimeAreGiven() {
    CanaryWatch watch = watch(OptionalInt.of(1), Optional.of(Duration.ofSeconds(5)));

    assertThat(watch.verdict(Duration.ofSeconds(9).toNanos())).isEmpty();
    watch.served(true, false, 1, UNKNOWN);
    assertThat(watch.verdict(Duration.ofSeconds(4).toNanos())).isEmpty();
    assertThat(watch.verdict(Duration.ofSeconds(9).toNanos())).isPresent();
  }

  @Test
  void aReleaseThatFailsOnEveryFrameReturnsAfterAFew() {
    serveOld(200);
    int failures = 0;
    while (endless.verdict(0).isEmpty()) {
      endless.failed();
      failures++;
      assertThat(failures).isLessThan(5);
    }

    assertThat(why(endless.verdict(0))).contains("failed on", "earlier release 0 of 200");
  }

  @Test
  void whereTheOldReleaseServesNothingFailuresStillCount() {
    for (int i = 0; i < CanaryWatch.FEW_FAILURES; i++) {
      endless.served(true, false, 1, UNKNOWN);
      assertThat(endless.verdict(0)).isEmpty();
      endless.failed();
    }

    assertThat(why(endless.verdict(0))).contains("failed on 5 of 10");
  }

  @Test
  void oneFailureAmongManyFramesIsNoReason() {
    serveOld(900);
    IntStream.range(0, 99).forEach(i -> endless.served(true, false, 1, UNKNOWN));
    endless.failed();

    assertThat(endless.verdict(0)).isEmpty();
  }

  @Test
  void aReleaseThatIsLateMoreOftenReturns() {
    serveOld(500);
    for (int i = 0; i < 100; i++) {
      endless.served(true, i % 3 == 0, 1, UNKNOWN);
    }

    assertThat(why(endless.verdict(0))).contains("was late with 34 of 100");
  }

  @Test
  void latenessThatBothShareIsNoReason() {
    for (int i = 0; i < 900; i++) {
      endless.served(i % 3 == 0, i % 4 == 0, 1, UNKNOWN);
      assertThat(endless.verdict(0)).isEmpty();
    }
  }

  @Test
  void aReleaseThatLabelsFewerFramesRightlyReturns() {
    for (int i = 0; i < 300; i++) {
      endless.served(false, false, 1, Optional.of(i % 10 > 0));
    }
    for (int i = 0; i < 100; i++) {
      endless.served(true, false, 1, Optional.of(i % 2 == 0));
    }

    assertThat(why(endless.verdict(0))).contains("labelled wrongly 50 of 100");
  }

  @Test
  void aReleaseThatTakesLongerThanItWasGrantedReturns() {
    serveOld(500);
    for (int i = 0; i < CanaryWatch.FEW; i++) {
      endless.served(true, false, 1.6, UNKNOWN);
      assertThat(endless.verdict(0)).isEmpty();
    }
    endless.served(true, false, 1.6, UNKNOWN);

    assertThat(why(endless.verdict(0))).contains("1.60 times as long");
  }

  @Test
  void aHostThatIsSlowForBothIsNoReason() {
    for (int i = 0; i < 900; i++) {
      endless.served(i % 3 == 0, false, 1.6, UNKNOWN);
    }

    assertThat(endless.verdict(0)).isEmpty();
  }

  @Test
  void theShareOfFramesIsMetAndTheSameFramesAreDrawnAgain() {
    CanaryRule rule = CanaryRule.share(0.1, "r2", OptionalInt.empty(), Optional.empty());
    CanaryRule again = CanaryRule.share(0.1, "r2", OptionalInt.empty(), Optional.empty());
    CanaryRule other = CanaryRule.share(0.1, "r3", OptionalInt.empty(), Optional.empty());
    int drawn = 0;
    int both = 0;
    for (int i = 0; i < 100_000; i++) {
      String id = "camera-%d/%d/%d".formatted(i % 7, i, 1_772_368_496_789_012L + 33_333L * i);
      assertThat(rule.includes("camera", id)).isEqualTo(again.includes("camera", id));
      drawn += rule.includes("camera", id) ? 1 : 0;
      both += rule.includes("camera", id) && other.includes("camera", id) ? 1 : 0;
    }

    assertThat(drawn).isBetween(9_600, 10_400);
    assertThat(both).as("another release draws other frames").isBetween(800, 1_200);
  }

  @Test
  void camerasAreChosenByPattern() {
    CanaryRule rule = CanaryRule.cameras("gate-*", OptionalInt.empty(), Optional.empty());

    assertThat(rule.includes("gate-3", "any")).isTrue();
    assertThat(rule.includes("yard", "any")).isFalse();
  }

  @Test
  void aShareOfNoneOrAllIsNoCanary() {
    for (double share : new double[] {0, 1, -0.1, 2, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CanaryRule.share(share, "r", OptionalInt.empty(), Optional.empty()));
    }
  }

  private void serveOld(int frames) {
    IntStream.range(0, frames).forEach(i -> endless.served(false, false, 1, UNKNOWN));
  }

  private static String why(Optional<Verdict> verdict) {
    assertThat(verdict).containsInstanceOf(Return.class);
    return ((Return) verdict.orElseThrow()).reason();
  }

  private static CanaryWatch watch(OptionalInt frames, Optional<Duration> time) {
    return new CanaryWatch(CanaryRule.share(0.1, "r", frames, time), 0);
  }
}
