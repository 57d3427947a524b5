package io.widthwise.models.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MobileNetV1Test {
  @Test
  void widthThinsEveryLayerButTheInputAndTheClasses() {
    var layers = new MobileNetV1(0.5, 224, 1000).layers();

    assertThat(layers.get(0).inputChannels()).isEqualTo(3);
    assertThat(layers.get(0).outputChannels()).isEqualTo(16);
    assertThat(layers.get(layers.size() - 2).inputChannels()).isEqualTo(512);
    assertThat(layers.get(layers.size() - 1).outputChannels()).isEqualTo(1000);
  }

  @Test
  void aFractionOfAChannelIsCutOff() {
    assertThat(new MobileNetV1(0.3, 224, 1000).channels(1024)).isEqualTo(307);
    assertThat(new MobileNetV1(0.3, 224, 1000).channels(128)).isEqualTo(38);
  }

  @Test
  void noLayerIsThinnerThanEightChannels() {
    assertThat(new MobileNetV1(0.1, 224, 1000).channels(32)).isEqualTo(8);
    assertThat(new MobileNetV1(0.25, 224, 1000).channels(32)).isEqualTo(8);
  }

  @Test
  void shallowLacksFiveBlocksOf14x14x512() {
    var all = new MobileNetV1(1.0, 224, 1000);

    assertThat(blocksOf14x14x512(all)).isEqualTo(6);
    assertThat(blocksOf14x14x512(all.with(Body.SHALLOW))).isEqualTo(1);
    assertThat(all.with(Body.SHALLOW).layers()).hasSize(all.layers().size() - 10);
  }

  @Test
  void fullConvolutionsHaveNeitherDepthwiseNorPointwiseLayers() {
    assertThat(new MobileNetV1(1.0, 224, 1000, Body.FULL_CONVOLUTIONS).layers())
        .extracting(LayerSpec::kind)
        .doesNotContain(LayerKind.DEPTHWISE, LayerKind.POINTWISE)
        .hasSize(14 + 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAWidthOutsideOfItsRange(double width) {
    assertThatThrownBy(() -> new MobileNetV1(width, 224, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a width must be more than 0 and at most 1, for example 0.5, but is " + width);
  }

  @ParameterizedTest
  @ValueSource(ints = {-32, 0, 16, 150, 16_416})
  void refusesAResolutionThatDoesNotHalveFiveTimes(int resolution) {
    assertThatThrownBy(() -> new MobileNetV1(1.0, resolution, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a resolution must be a multiple of 32 from 32 to 16384, for example 160, but is "
                + resolution);
  }

  @Test
  void refusesToHaveNoClasses() {
    assertThatThrownBy(() -> new MobileNetV1(1.0, 224, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least one class but are 0");
  }

  private static long blocksOf14x14x512(MobileNetV1 network) {
    return network.layers().stream()
        .filter(layer -> layer.kind() == LayerKind.POINTWISE)
        .filter(layer -> layer.outputSide() == 14 && layer.outputChannels() == 512)
        .count();
  }
}
