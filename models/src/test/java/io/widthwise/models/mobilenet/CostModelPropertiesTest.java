package io.widthwise.models.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CostModelPropertiesTest {
  /** Below, even the layers of 1024 channels are at their least. */
  private static final double NARROWEST = 8.0 / 1024;

  private static final double ONE_CHANNEL_OF_1024 = 1.0 / 1024;

  @Property
  void costRisesWithWidth(
      @ForAll("widths") double one,
      @ForAll("widths") double other,
      @ForAll("resolutions") int resolution,
      @ForAll Body body) {
    double narrow = Math.min(one, other);
    double wide = Math.max(one, other);
    Assume.that(narrow >= NARROWEST && wide - narrow >= ONE_CHANNEL_OF_1024);
    Cost less = total(narrow, resolution, body);
    Cost more = total(wide, resolution, body);

    assertThat(more.multiplyAdds()).isGreaterThan(less.multiplyAdds());
    assertThat(more.parameters()).isGreaterThan(less.parameters());
  }

  @Property
  void costRisesWithResolutionAndParametersDoNot(
      @ForAll("widths") double width,
      @ForAll("resolutions") int one,
      @ForAll("resolutions") int other,
      @ForAll Body body) {
    Assume.that(one < other);
    Cost small = total(width, one, body);
    Cost large = total(width, other, body);

    assertThat(large.multiplyAdds()).isGreaterThan(small.multiplyAdds());
    assertThat(large)
        .extracting(Cost::weights, Cost::storedParameters)
        .containsExactly(small.weights(), small.storedParameters());
  }

  @Property
  void separableIsOneNthAndOneKernelOfFull(
      @ForAll @IntRange(min = 1, max = 7) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(min = 1, max = 1024) int inputs,
      @ForAll @IntRange(min = 1, max = 1024) int outputs,
      @ForAll @IntRange(min = 1, max = 512) int side) {
    LayerSpec depthwise = LayerSpec.depthwise("depthwise", kernel, stride, inputs, side);
    Cost separable =
        CostModel.of(depthwise)
            .plus(
                CostModel.of(
                    LayerSpec.pointwise("pointwise", inputs, outputs, depthwise.outputSide())));
    Cost full = CostModel.of(LayerSpec.convolution("full", kernel, stride, inputs, outputs, side));
    double share = 1.0 / outputs + 1.0 / (kernel * kernel);

    assertThat((double) separable.multiplyAdds() / full.multiplyAdds())
        .isCloseTo(share, within(1e-12));
    assertThat((double) separable.parameters() / full.parameters()).isCloseTo(share, within(1e-12));
  }

  @Property
  void layersAddUpToKindsAndKindsToTheWhole(
      @ForAll("widths") double width,
      @ForAll("resolutions") int resolution,
      @ForAll @IntRange(min = 1, max = 22_000) int classes,
      @ForAll Body body) {
    NetworkCost cost = CostModel.of(new MobileNetV1(width, resolution, classes, body));

    assertThat(cost.byKind().values().stream().reduce(Cost.NOTHING, Cost::plus))
        .isEqualTo(cost.total());
    assertThat(cost.total().biases()).isEqualTo(classes);
  }

  @Provide
  Arbitrary<Double> widths() {
    return Arbitraries.doubles().between(0, false, 1, true).ofScale(4);
  }

  @Provide
  Arbitrary<Integer> resolutions() {
    return Arbitraries.integers()
        .between(1, MobileNetV1.MAXIMUM_RESOLUTION / 32)
        .map(halved -> 32 * halved);
  }

  private static Cost total(double width, int resolution, Body body) {
    return CostModel.of(new MobileNetV1(width, resolution, 1000, body)).total();
  }
}
