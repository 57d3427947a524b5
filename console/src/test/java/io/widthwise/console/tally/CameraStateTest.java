package io.widthwise.console.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.console.TestResults;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CameraStateTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LATENCY = Duration.ofMillis(30);

  private static FrameResult at(long sequence) {
    return TestResults.classified("door", sequence, NOW.plusMillis(sequence * 100), LATENCY);
  }

  @Test
  void showsTheNewestFrameAndWhatItsDeadlineLeft() {
    CameraState state = CameraState.first(at(1), 0).after(at(2), 100);
    assertThat(state.sequence()).isEqualTo(2);
    assertThat(state.label()).isEqualTo("pallet");
    assertThat(state.rung())
        .hasValueSatisfying(rung -> assertThat(rung.key()).isEqualTo("0.5@160/int8"));
    assertThat(state.latencyMillis()).isEqualTo(30);
    assertThat(state.slackMillis()).isEqualTo(70);
    assertThat(state.counts()).isEqualTo(new OutcomeCounts(2, 0, 0, 0));
  }

  @Test
  void anOlderFrameThatComesLaterIsCountedButNotShown() {
    FrameResult old =
        TestResults.of("door", 1, NOW.plusMillis(100), LATENCY, Outcome.LATE, "late", 0.5);
    CameraState state = CameraState.first(at(5), 0).after(old, 10);
    assertThat(state.sequence()).isEqualTo(5);
    assertThat(state.outcome()).isEqualTo(Outcome.CLASSIFIED);
    assertThat(state.counts()).isEqualTo(new OutcomeCounts(1, 1, 0, 0));
  }

  @Test
  void aShedFrameHasAReasonAndNoLabel() {
    FrameResult shed =
        TestResults.of("door", 2, NOW.plusMillis(200), LATENCY, Outcome.SHED, "no time", 0.5);
    CameraState state = CameraState.first(at(1), 0).after(shed, 100);
    assertThat(state.reason()).isEqualTo("no time");
    assertThat(state.label()).isEmpty();
    assertThat(state.rung()).isEmpty();
  }

  @Test
  void isReadBackAsItWas() {
    CameraState state = CameraState.first(at(1), 1_000).after(at(2), 1_100);
    assertThat(CameraState.decode(state.encode())).isEqualTo(state);
    CameraState shed =
        CameraState.first(
            TestResults.of("ü/ß", 2, NOW, LATENCY, Outcome.SHED, "no time", 0.5), 1_000);
    assertThat(CameraState.decode(shed.encode())).isEqualTo(shed);
  }

  @Test
  void theRateFollowsWhatComesAndFadesWhenNothingDoes() {
    CameraState state = CameraState.first(at(0), 1_000_000);
    for (int i = 1; i <= 600; i++) {
      state = state.after(at(i), 1_000_000 + i * 100);
    }
    long now = 1_000_000 + 600 * 100;
    assertThat(state.pace().perSecond(now)).isCloseTo(10, within(0.2));
    assertThat(state.pace().inTimeShare()).isEqualTo(1);
    assertThat(state.pace().perSecond(now + 60_000)).isLessThan(0.1);
  }
}
