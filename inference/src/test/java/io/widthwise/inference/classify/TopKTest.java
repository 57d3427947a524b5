package io.widthwise.inference.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.Label;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {
  @Property
  void isTheHeadOfAStableSort(
      @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = 0, max = 1) Float> probabilities,
      @ForAll @IntRange(min = 1, max = 70) int k) {
    List<Integer> sorted =
        IntStream.range(0, probabilities.size())
            .boxed()
            .sorted(Comparator.comparing(probabilities::get).reversed())
            .limit(k)
            .toList();

    Prediction prediction = new TopK(k, names(probabilities.size())).of(buffer(probabilities));

    assertThat(prediction.topK()).extracting(Label::getIndex).isEqualTo(sorted);
    assertThat(prediction.topK())
        .allSatisfy(
            label -> {
              assertThat(label.getName()).isEqualTo("class " + label.getIndex());
              assertThat(label.getProbability()).isEqualTo(probabilities.get(label.getIndex()));
            });
  }

  @Test
  void formerPredictionStaysAsItWas() {
    TopK topK = new TopK(2, names(3));
    Prediction first = topK.of(buffer(List.of(0.1f, 0.7f, 0.2f)));
    topK.of(buffer(List.of(0.8f, 0.1f, 0.1f)));

    assertThat(first.best().getIndex()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.1f, 1.5f, Float.POSITIVE_INFINITY})
  void whatIsNoProbabilityIsRefused(float value) {
    assertThatThrownBy(() -> new TopK(1, names(2)).of(buffer(List.of(0.5f, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class 1 has probability " + value + ", which is not one");
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
  }

  private static FloatBuffer buffer(List<Float> values) {
    FloatBuffer buffer = FloatBuffer.allocate(values.size());
    values.forEach(buffer::put);
    return buffer.flip();
  }
}
