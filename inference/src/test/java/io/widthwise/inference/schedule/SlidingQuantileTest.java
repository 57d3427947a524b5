package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
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
    SlidingQuantile quantile = new SlidingQuantile(0.75, WINDOW, 1);
    samples.forEach(quantile::add);

    List<Double> all = new ArrayList<>(Collections.nCopies(WINDOW, 1.0));
    all.addAll(samples);
    List<Double> last = all.subList(all.size() - WINDOW, all.size()).stream().sorted().toList();
    assertThat(quantile.value()).isEqualTo(last.get((int) Math.ceil(0.75 * (last.size() - 1))));
  }

  @Test
  void oneFirstSampleDoesNotDecideAlone() {
    SlidingQuantile quantile = new SlidingQuantile(0.75, WINDOW, 1);
    quantile.add(100);

    assertThat(quantile.value()).isEqualTo(1);
  }
}
