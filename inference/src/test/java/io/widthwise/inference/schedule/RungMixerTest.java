package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RungMixerTest {
  private static final QueuedFrame<String> FRAME = Frames.due("frame", 0);

  private final RungMixer mixer = new RungMixer();

  @Property(tries = 1_000)
  void timesAverageToTheShare(@ForAll @DoubleRange(min = 1_000, max = 10_000) double shareMicros) {
    long[] micros = {1_000, 4_000, 10_000};
    ServiceTimes times = Frames.times(micros);
    RungMixer fresh = new RungMixer();
    long sum = 0;
    int frames = 1_000;
    for (int i = 0; i < frames; i++) {
      sum += micros[fresh.choose(times, FRAME, shareMicros, Long.MAX_VALUE)];
    }

    assertThat((double) sum / frames).isCloseTo(shareMicros, within(30.0));
  }

  @Test
  void changesOverSeldom() {
    ServiceTimes times = Frames.times(1_000, 2_000);
    int changes = 0;
    int last = 0;
    for (int i = 0; i < 1_000; i++) {
      int variant = mixer.choose(times, FRAME, 1_500, Long.MAX_VALUE);
      changes += variant == last ? 0 : 1;
      last = variant;
    }

    assertThat(changes).as("runs of several frames").isBetween(50, 250);
  }

  /** Rungs of accuracy 1/3, 2/3 and 1: the middle one is below the line between its neighbours. */
  @Test
  void leavesOutARungThatAMixtureOfItsNeighboursBeats() {
    ServiceTimes times = Frames.times(1_000, 9_000, 10_000);
    for (int i = 0; i < 100; i++) {
      assertThat(mixer.choose(times, FRAME, 9_500, Long.MAX_VALUE)).isNotEqualTo(1);
    }
  }

  @Test
  void takesSuchARungWhereAFramesSlackHasRoomForNoWider() {
    ServiceTimes times = Frames.times(1_000, 9_000, 10_000);

    assertThat(mixer.choose(times, FRAME, 20_000, 9_500)).isEqualTo(1);
  }

  @Test
  void neverExceedsTheSlackButForTheFastest() {
    ServiceTimes times = Frames.times(1_000, 4_000, 10_000);

    assertThat(mixer.choose(times, FRAME, 20_000, 9_999)).isEqualTo(1);
    assertThat(mixer.choose(times, FRAME, 20_000, 3_999)).isZero();
    assertThat(mixer.choose(times, FRAME, 20_000, -5)).isZero();
  }
}
