package io.widthwise.models.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CropTest {
  private static final int SIDE = 96;
  private static final int LARGEST = 224;

  @Property
  void keepsTheSubjectWhole(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.05, max = 0.9) double width,
      @ForAll @DoubleRange(min = 0.05, max = 0.9) double height,
      @ForAll @DoubleRange(min = 0, max = 1) double x,
      @ForAll @DoubleRange(min = 0, max = 1) double y) {
    Rectangle2D box = new Rectangle2D.Double(x * (1 - width), y * (1 - height), width, height);

    Crop crop = Crop.random(new SplittableRandom(seed), SIDE, LARGEST, Optional.of(box));

    assertThat(crop.scaledSide()).isBetween(SIDE, LARGEST);
    assertInside(crop);
    double rounding = 1;
    assertThat(box.getMinX() * crop.scaledSide()).isGreaterThanOrEqualTo(crop.left() - rounding);
    assertThat(box.getMaxX() * crop.scaledSide())
        .isLessThanOrEqualTo(crop.left() + SIDE + rounding);
    assertThat(box.getMinY() * crop.scaledSide()).isGreaterThanOrEqualTo(crop.top() - rounding);
    assertThat(box.getMaxY() * crop.scaledSide()).isLessThanOrEqualTo(crop.top() + SIDE + rounding);
  }

  @Property
  void staysInThePictureWhereTheSubjectIsNotKnown(@ForAll long seed) {
    assertInside(Crop.random(new SplittableRandom(seed), SIDE, LARGEST, Optional.empty()));
  }

  private static void assertInside(Crop crop) {
    assertThat(crop.left()).isBetween(0, crop.scaledSide() - SIDE);
    assertThat(crop.top()).isBetween(0, crop.scaledSide() - SIDE);
  }
}
