package io.widthwise.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int SIDE = 3;
  private static final int BYTES = SIDE * SIDE * 3;

  @Test
  void leavesPicturesAloneIfAskedForNothing() {
    ByteBuffer pixels = ramp();
    Augmentation.NONE.apply(new SplittableRandom(1), pixels, 0, SIDE);
    assertThat(pixels).isEqualTo(ramp());
  }

  @Test
  void mirrorsAboutHalfAndOnlyThePictureMeant() {
    int mirrored = 0;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      ByteBuffer two = ByteBuffer.allocate(2 * BYTES).put(ramp()).put(ramp()).rewind();
      new Augmentation(true, 0, 0).apply(random, two, BYTES, SIDE);
      assertThat(two.slice(0, BYTES)).isEqualTo(ramp());
      if (two.get(BYTES) != 0) {
        mirrored++;
        assertThat(new byte[] {two.get(BYTES), two.get(BYTES + 3), two.get(BYTES + 6)})
            .containsExactly(6, 3, 0);
      }
    }
    assertThat(mirrored).isBetween(400, 600);
  }

  @Test
  void changesLightWithoutWrappingAround() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      ByteBuffer white = ByteBuffer.allocate(BYTES);
      for (int at = 0; at < BYTES; at++) {
        white.put(at, (byte) 255);
      }
      new Augmentation(false, 0.3, 0.3).apply(random, white, 0, SIDE);
      assertThat(Byte.toUnsignedInt(white.get(0))).isGreaterThan(100);
    }
  }

  @Test
  void refusesAChangeThatCouldBlacken() {
    assertThatThrownBy(() -> new Augmentation(false, 1, 0)).hasMessageContaining("[0, 1)");
  }

  private static ByteBuffer ramp() {
    ByteBuffer pixels = ByteBuffer.allocate(BYTES);
    for (int i = 0; i < BYTES; i++) {
      pixels.put(i, (byte) i);
    }
    return pixels;
  }
}
