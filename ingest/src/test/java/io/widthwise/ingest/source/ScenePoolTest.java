package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScenePoolTest {
  private static final SourceOptions OPTIONS =
      SourceOptions.DEFAULT.withSize(32, 24).withPictures(24);

  private final List<String> said = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void tellsHowFarItIsEveryThreeSeconds() {
    ScenePool pool = new ScenePool(OPTIONS, said::add, () -> nanos.getAndAdd(600_000_000));
    pool.draw();
    assertThat(said).hasSize(4).first().asString().contains("5 of 24");
  }

  @Test
  void saysNothingWhereItIsQuick() {
    new ScenePool(OPTIONS, said::add, () -> nanos.getAndAdd(1_000_000)).draw();
    assertThat(said).isEmpty();
  }

  @Test
  void drawsTheSameWithOneThreadAsWithTwo() throws Exception {
    ScenePool alone = new ScenePool(OPTIONS, said::add, nanos::get);
    alone.draw();
    try (ScenePool together = ScenePool.begin(OPTIONS, said::add)) {
      together.awaitReady();
      for (int i = 0; i < 24; i++) {
        assertThat(together.scene(i).jpeg()).isEqualTo(alone.scene(i).jpeg());
        assertThat(together.scene(i).label()).isEqualTo(alone.scene(i).label());
      }
    }
  }

  @Test
  @Timeout(20)
  void letsThoseWhoWaitGoWhenItIsClosed() throws Exception {
    ScenePool pool = new ScenePool(OPTIONS, said::add, nanos::get);
    pool.close();
    pool.awaitReady();
  }

  @Test
  @Timeout(20)
  void tellsThoseWhoWaitWhyThereIsNoPicture() {
    ScenePool pool =
        new ScenePool(
            OPTIONS,
            sentence -> {
              throw new IllegalStateException("no more memory");
            },
            () -> nanos.getAndAdd(4_000_000_000L));
    pool.draw();
    assertThatThrownBy(pool::awaitReady)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("32 x 24")
        .hasMessageContaining("no more memory");
  }
}
