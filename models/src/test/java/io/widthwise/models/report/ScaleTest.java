package io.widthwise.models.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void countsInOnesTwosAndFives() {
    assertThat(new Scale(42, 97, 0, 1, false).ticks())
        .containsExactly(50.0, 60.0, 70.0, 80.0, 90.0);
    assertThat(new Scale(0, 1, 0, 1, false).ticks()).hasSize(6);
  }

  @Test
  void namesRoundNumbersOnALogarithmicAxis() {
    assertThat(new Scale(150, 7000, 0, 1, true).ticks())
        .containsExactly(200.0, 500.0, 1000.0, 2000.0, 5000.0);
  }

  @Property
  void hasAtLeastThreeTicksAllWithinTheAxis(
      @ForAll @DoubleRange(min = 1, max = 1e5) double low,
      @ForAll @DoubleRange(min = 1.2, max = 1e4) double ratio,
      @ForAll boolean logarithmic) {
    Scale scale = new Scale(low, low * ratio, 10, 20, logarithmic);
    assertThat(scale.ticks()).hasSizeBetween(3, 16);
    assertThat(scale.ticks())
        .allSatisfy(tick -> assertThat(scale.at(tick)).isBetween(9.999, 20.001));
  }
}
