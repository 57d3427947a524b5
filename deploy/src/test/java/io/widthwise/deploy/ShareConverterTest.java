package io.widthwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ShareConverterTest {
  private final ShareConverter converter = new ShareConverter();

  @Test
  void readsPercentAndFractions() {
    assertThat(converter.convert("1%")).isEqualTo(0.01);
    assertThat(converter.convert("0.25")).isEqualTo(0.25);
    assertThat(converter.convert("100%")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101%", "-1%", "NaN", "some", "%"})
  void refusesWhatIsNoShare(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is no share such as 1% or 0.01");
  }
}
