package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorthServingTest {
  @Test
  void aRungThatLabelsFewerFramesRightlyASecondIsNotWorthServing() {
    assertThat(WorthServing.narrowest(new double[] {0.4, 0.8, 0.9}, new double[] {600, 900, 2_000}))
        .isEqualTo(1);
  }

  @Test
  void allAreWhereTheNarrowestIsTheMostEfficient() {
    assertThat(WorthServing.narrowest(new double[] {0.6, 0.8}, new double[] {600, 900})).isZero();
  }

  @Test
  void ofEquallyEfficientRungsTheNarrowestStays() {
    assertThat(WorthServing.narrowest(new double[] {0.4, 0.8}, new double[] {500, 1_000})).isZero();
  }
}
