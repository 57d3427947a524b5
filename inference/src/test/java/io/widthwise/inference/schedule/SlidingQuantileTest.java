package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingQuantileTest {
  private static final int WINDOW = 16;

  @Property
  void isTheQuantileOfTheLastSamples(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 3) Double> samples) {
    SlidingQuantile quantile = new SlidingQuantile(0.75, WINDOW);
    samples.forEach(quantile::add);

    List<Double> last =
        samples.subList(Math.max(0, samples.size() - WINDOW), samples.size()).stream()
            .sorted()
            .toList();
    assertThat(quantile.valueOr(-1)).isEqualTo(last.get((int) Math.ceil(0.75 * (last.size() - 1))));
  }

  @Test
  void fallsBackBeforeTheFirstSample() {
    assertThat(new SlidingQuantile(0.5, WINDOW).valueOr(7)).isEqualTo(7);
  }
}
