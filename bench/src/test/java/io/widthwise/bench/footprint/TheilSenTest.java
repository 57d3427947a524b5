package io.widthwise.bench.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TheilSenTest {
  @Test
  void findsTheSlopeOfALineThroughOutliers() {
    double[] x = IntStream.range(0, 40).asDoubleStream().toArray();
    double[] y = IntStream.range(0, 40).mapToDouble(i -> i % 5 == 2 ? 1e6 : 3 + 0.5 * i).toArray();

    assertThat(TheilSen.slope(x, y)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void isZeroWhereNoTwoPointsDiffer() {
    assertThat(TheilSen.slope(new double[] {2, 2}, new double[] {1, 9})).isZero();
    assertThat(TheilSen.slope(new double[] {2}, new double[] {1})).isZero();
    assertThat(TheilSen.slope(new double[0], new double[0])).isZero();
  }

  @Test
  void refusesPositionsWithoutValues() {
    assertThatThrownBy(() -> TheilSen.slope(new double[2], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 positions");
  }
}
