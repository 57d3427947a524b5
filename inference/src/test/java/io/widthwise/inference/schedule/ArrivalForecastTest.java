package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalForecastTest {
  private final ArrivalForecast forecast = new ArrivalForecast();

  @Test
  void expectsNothingBeforeTheFirstFrame() {
    assertThat(forecast.expectedWithin(1_000_000, 5_000_000)).isZero();
  }

  @Test
  void settlesAtTheRateOfASteadyStream() {
    for (int i = 0; i < 1_000; i++) {
      forecast.arrived(i * 10_000L);
    }

    assertThat(forecast.expectedWithin(1_000_000, 9_990_000)).isCloseTo(100, within(5.0));
  }

  @Test
  void knowsTheLoadThatALaneStartsUnderWithinTensOfMilliseconds() {
    for (int i = 0; i < 40; i++) {
      forecast.arrived(5_000_000 + i * 1_000L);
    }

    assertThat(forecast.expectedWithin(1_000_000, 5_040_000)).isBetween(700.0, 1_100.0);
  }

  @Test
  void takesAFirstFrameForNoBurst() {
    forecast.arrived(5_000_000);

    assertThat(forecast.expectedWithin(1_000_000, 5_000_000)).isLessThan(100);
  }

  @Test
  void noticesABurstWithinAFewFrames() {
    for (int i = 0; i < 10; i++) {
      forecast.arrived(i * 1_000_000L);
    }
    for (int i = 0; i < 20; i++) {
      forecast.arrived(10_000_000 + i * 1_000L);
    }

    assertThat(forecast.expectedWithin(100_000, 10_020_000)).isGreaterThan(8);
  }

  @Test
  void aClockThatStepsBackDoesNoHarm() {
    forecast.arrived(10_000_000);
    forecast.arrived(9_000_000);

    assertThat(forecast.expectedWithin(1_000_000, 9_000_000)).isFinite().isPositive();
  }
}
