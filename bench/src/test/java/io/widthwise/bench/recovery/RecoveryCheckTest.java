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

  /**
   * Overload at half speed leaves hits at some 99.2 % of the bound's, little above the 99 asked;
   * half a second of 10 runs scatters by more than that.
   */
  private static final int RUNS = 60;

  static Stream<Arguments> changes() {
    return Change.all(Disturbances.USUAL).stream()
        .flatMap(change -> Stream.of(0.5, 0.7).map(load -> Arguments.of(change, load)));
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
        64,
        RUNS,
        1);
  }
}
