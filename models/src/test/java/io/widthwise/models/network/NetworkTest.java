package io.widthwise.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static Networks small() {
    return new Networks(1, 16).conv(8, 3, 2, Activation.RELU6).depthwise(3, 2);
  }

  @Test
  void countsMultiplyAddsAndParametersOfEachLayer() {
    Network network = small().pool(4, 1, false).conv(10, 1, 1, Activation.NONE).build();
    // 8x8 outputs of 8 kernels 3x3x3; 4x4 outputs of 8 kernels 3x3; 10 dense classes of 8 features.
    assertThat(network.multiplyAdds()).isEqualTo(8 * 8 * 8 * 27 + 4 * 4 * 8 * 9 + 10 * 8);
    assertThat(network.parameters()).isEqualTo((8 * 27 + 8) + (8 * 9 + 8) + (10 * 8 + 10));
  }

  @Test
  void losesAClassWithItsWeightsAndItsBias() {
    Network network = small().pool(4, 1, false).conv(4, 1, 1, Activation.NONE).build();
    Filter whole = ((Convolution) network.last()).filter();
    Filter middleGone = ((Convolution) network.withoutClass(1).last()).filter();
    assertThat(middleGone.bias())
        .containsExactly(whole.bias()[0], whole.bias()[2], whole.bias()[3]);
    assertThat(middleGone.weights()).hasSize(3 * 8);
    assertThat(Arrays.copyOf(middleGone.weights(), 8)).isEqualTo(Arrays.copyOf(whole.weights(), 8));
    assertThat(Arrays.copyOfRange(middleGone.weights(), 8, 24))
        .isEqualTo(Arrays.copyOfRange(whole.weights(), 16, 32));
  }

  @Test
  void pooledFeaturesAreNoClassifier() {
    Network network = small().pool(4, 1, false).build();
    assertThat(network.hasClassifier()).isFalse();
    assertThatThrownBy(() -> network.withoutClass(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesALayerThatReadsWhatNothingYields() {
    Network network = small().build();
    List<Layer> secondOnly = network.layers().subList(1, 2);
    assertThatThrownBy(() -> new Network(network.input(), secondOnly))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing before it yields");
  }

  @Test
  void relu6NeedsNoClampWhereTheQuantisedRangeEndsBelowSix() {
    assertThat(Activation.RELU6.clamp(new Quantization(0.023528477f, 0)))
        .isEqualTo(ClampRange.FULL);
    assertThat(Activation.RELU6.clamp(new Quantization(0.05f, 20)))
        .isEqualTo(new ClampRange(20, 140));
    assertThat(Activation.NONE.clamp(new Quantization(0.05f, 20))).isEqualTo(ClampRange.FULL);
  }
}
