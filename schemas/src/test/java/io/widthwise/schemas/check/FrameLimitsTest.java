package io.widthwise.schemas.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameLimitsTest {

  /** Envelope, attributes at their limit in four-byte characters and headers come on top. */
  @Test
  void theLargestFrameFitsAMessageOfFourMebibytes() {
    FrameLimits limits = FrameLimits.DEFAULT;
    assertThat(limits.maxPayloadBytes() + 4 * limits.maxAttributeChars() + 4_096)
        .isLessThan(4 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 1, maxPayloadBytes",
    "1, -1, 1, 1, 1, maxSide",
    "1, 1, 0, 1, 1, maxPixels",
    "1, 1, 1, 0, 1, maxAttributes",
    "1, 1, 1, 1, -9, maxAttributeChars"
  })
  void namesTheLimitThatIsNone(
      int payload, int side, long pixels, int attributes, int chars, String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameLimits(payload, side, pixels, attributes, chars))
        .withMessageStartingWith(name + " must be positive, not ");
  }
}
