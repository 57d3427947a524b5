package io.widthwise.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantSpecTest {
  @ParameterizedTest
  @CsvSource({
    "0.5,160,INT8,0.5@160/int8",
    "1.0,224,FP32,1.0@224/fp32",
    "0.25,128,INT8,0.25@128/int8",
    "0.0001,32,INT8,0.0001@32/int8"
  })
  void keyHasTheShortestDecimalAndAtLeastOnePlace(
      double width, int resolution, Precision precision, String key) {
    assertThat(Variants.variant(width, resolution, precision).key()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.0001, Double.NaN, Double.POSITIVE_INFINITY})
  void widthOutsideOfZeroToOneIsRefused(double width) {
    assertThatThrownBy(() -> Variants.variant(width, 128, Precision.INT8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width must be in (0, 1] but is " + width);
  }

  @Test
  void describedFileIsNamedForTheVariantAndHashed() {
    VariantSpec variant = Variants.variant(0.5, 160, Precision.INT8);

    assertThat(variant.file()).isEqualTo("net_0.5_160_int8.onnx");
    assertThat(variant.sha256()).isEqualTo(Sha256.hex(Variants.graph(0.5)));
  }
}
