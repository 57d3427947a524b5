package io.widthwise.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Resize;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeScaleTest {
  private static final Resize SQUARE = new Resize(Fit.CENTRE_CROP, 1.0);
  private static final Resize SHARE = new Resize(Fit.STRETCH, 0.875);

  @ParameterizedTest
  @CsvSource({
    "640, 480, 224, HALF",
    "640, 480, 128, HALF",
    "640, 480, 120, QUARTER",
    "1280, 720, 128, QUARTER",
    "1920, 1080, 224, QUARTER",
    "1920, 1080, 128, EIGHTH",
    "448, 448, 224, HALF",
    "447, 447, 224, HALF",
    "446, 446, 224, FULL",
    "100, 1000, 224, FULL",
    "8, 8, 1, EIGHTH"
  })
  void wholePictureIsDecodedAtTheSmallestScaleThatCoversTheSide(
      int width, int height, int side, DecodeScale expected) {
    assertThat(DecodeScale.forFrame(width, height, side, Resize.WHOLE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"640, 480, 224, HALF", "960, 480, 240, HALF", "960, 478, 240, FULL"})
  void centralSquareIsWhatMustCover(int width, int height, int side, DecodeScale expected) {
    assertThat(DecodeScale.forFrame(width, height, side, SQUARE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"512, 512, 224, HALF", "508, 508, 224, FULL"})
  void onlyTheShareThatIsKeptCounts(int width, int height, int side, DecodeScale expected) {
    assertThat(DecodeScale.forFrame(width, height, side, SHARE)).isEqualTo(expected);
  }

  @Property
  void scaleIsSufficientAndNoSmallerOneIs(
      @ForAll @IntRange(min = 1, max = 8192) int width,
      @ForAll @IntRange(min = 1, max = 8192) int height,
      @ForAll @IntRange(min = 1, max = 512) int side,
      @ForAll Fit fit,
      @ForAll @DoubleRange(min = 0.05, max = 1.0) double share) {
    Resize resize = new Resize(fit, share);
    DecodeScale chosen = DecodeScale.forFrame(width, height, side, resize);

    assertThat(chosen == DecodeScale.FULL || covers(chosen, width, height, side, resize)).isTrue();
    for (DecodeScale scale : DecodeScale.values()) {
      if (scale.denominator() > chosen.denominator()) {
        assertThat(covers(scale, width, height, side, resize)).isFalse();
      }
    }
  }

  @Property
  void regionLiesInsideOfThePicture(
      @ForAll @IntRange(min = 1, max = 8192) int width,
      @ForAll @IntRange(min = 1, max = 8192) int height,
      @ForAll Fit fit,
      @ForAll @DoubleRange(min = 0.01, max = 1.0) double share) {
    CropRegion region = CropRegion.of(width, height, new Resize(fit, share));

    assertThat(region.x()).isNotNegative();
    assertThat(region.y()).isNotNegative();
    assertThat(region.width()).isPositive();
    assertThat(region.height()).isPositive();
    assertThat(region.x() + region.width()).isLessThanOrEqualTo(width);
    assertThat(region.y() + region.height()).isLessThanOrEqualTo(height);
    assertThat(Math.abs(width - region.width() - 2 * region.x())).isLessThanOrEqualTo(1);
    assertThat(Math.abs(height - region.height() - 2 * region.y())).isLessThanOrEqualTo(1);
  }

  private static boolean covers(DecodeScale scale, int width, int height, int side, Resize resize) {
    CropRegion region = CropRegion.of(scale.reduce(width), scale.reduce(height), resize);
    return region.width() >= side && region.height() >= side;
  }
}
