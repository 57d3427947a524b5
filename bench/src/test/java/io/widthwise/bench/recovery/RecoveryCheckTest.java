package io.widthwise.bench.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.league.Ladders;
import io.widthwise.bench.simulate.Disturbances;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On a made-up clock, so the same on every machine. */
class RecoveryCheckTest {
  private static final int ASKED_MILLIS = 1_000;

  /** Half a second of fewer runs scatters by more than the margin above the 99 % asked. */
  private static final int RUNS = 60;

  /**
   * At half speed these are loads of 0.8 and 1.4. At exactly 1.0 a lane that lost time never makes
   * up for it: there the figure hovers about the 99 % asked, at 99.2 %, and tells nothing of
   * recovery.
   */
  static Stream<Arguments> changes() {
    return Change.all(Disturbances.USUAL).stream()
        .flatMap(change -> Stream.of(0.4, 0.7).map(load -> Arguments.of(change, load)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void deadlinesAreHeldAgainWithinASecond(Change change, double load) throws IOException {
    Recovery recovery = check("water-filling").of(change, load);
    assertThat(recovery.recoveredAfterMillis())
        .as(recovery.table())
        .isNotNegative()
        .isLessThan(ASKED_MILLIS);
  }

  @Test
  void noticesAPolicyThatDoesNotRecover() throws IOException {
    Change slow = Change.all(Disturbances.USUAL).get(2);
    Recovery recovery = check("fixed:1.0@192").of(slow, 0.7);
    assertThat(recovery.recoveredAfterMillis()).isEqualTo(-1);
  }

  private static RecoveryCheck check(String policy) throws IOException {
    return new RecoveryCheck(
        Ladders.find("family-int8"),
        policy,
        Duration.ofMillis(50),
        Duration.ofMillis(3),
        512,
        RUNS,
        1);
  }
}
