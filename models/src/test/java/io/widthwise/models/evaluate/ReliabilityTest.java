package io.widthwise.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
  @Test
  void weighsEachBinsGapByItsImages() {
    Reliability.Builder builder = new Reliability.Builder();
    for (int i = 0; i < 3; i++) {
      builder.add(0.9, i > 0); // two of three right: 0.233 too sure
    }
    builder.add(0.5, true); // 0.5 too modest
    Reliability reliability = builder.build();
    assertThat(reliability.images()).isEqualTo(4);
    assertThat(reliability.ece()).isCloseTo(0.75 * (0.9 - 2 / 3.0) + 0.25 * 0.5, within(1e-12));
  }

  @Test
  void putsAnUpperBoundIntoTheBinBelowIt() {
    Reliability.Builder builder = new Reliability.Builder();
    builder.add(0.2, false); // 3/15
    builder.add(0.2001, false);
    builder.add(0, false);
    builder.add(1.0005, true);
    Reliability reliability = builder.build();
    assertThat(reliability.bins().get(2).images()).isEqualTo(1);
    assertThat(reliability.bins().get(3).images()).isEqualTo(1);
    assertThat(reliability.bins().get(0).images()).isEqualTo(1);
    assertThat(reliability.bins().get(14).confidence()).isEqualTo(1);
  }

  @Test
  void expectsLessErrorByChanceOfMoreImages() {
    assertThat(halfSure(10).eceByChance()).isCloseTo(0.126, within(0.001));
    assertThat(halfSure(1000).eceByChance()).isCloseTo(0.0126, within(0.0001));
  }

  private static Reliability halfSure(int images) {
    Reliability.Builder builder = new Reliability.Builder();
    for (int i = 0; i < images; i++) {
      builder.add(0.5, i % 2 == 0);
    }
    return builder.build();
  }
}
