package io.widthwise.console.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureCacheTest {
  private static Picture picture(long sequence, int bytes) {
    return new Picture("frame", sequence, "image/jpeg", new byte[bytes]);
  }

  @Test
  void keepsOnePictureForEachCamera() {
    PictureCache cache = new PictureCache(1_000);
    cache.put("door", picture(1, 400));
    cache.put("door", picture(2, 300));
    assertThat(cache.get("door")).map(Picture::sequence).hasValue(2L);
    assertThat(cache.bytes()).isEqualTo(300);
  }

  @Test
  void givesUpTheLeastRecentlyWantedForNewerOnes() {
    PictureCache cache = new PictureCache(1_000);
    cache.put("door", picture(1, 400));
    cache.put("dock", picture(1, 400));
    cache.get("door");
    cache.put("gate", picture(1, 400));
    assertThat(cache.get("dock")).isEmpty();
    assertThat(cache.get("door")).isPresent();
    assertThat(cache.bytes()).isEqualTo(800);
  }

  @Test
  void aPictureThatFillsItAloneIsNotKept() {
    PictureCache cache = new PictureCache(1_000);
    cache.put("door", picture(1, 400));
    cache.put("dock", picture(1, 1_001));
    assertThat(cache.get("dock")).isEmpty();
    assertThat(cache.get("door")).isPresent();
  }
}
