package io.widthwise.models.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneDnnLimitTest {
  @TempDir private Path caches;

  @Test
  void isNeededWhereCachesAreHidden() {
    assertThat(OneDnnLimit.isNeeded(caches.resolve("none"), Map.of())).isTrue();
    assertThat(OneDnnLimit.isNeeded(caches, Map.of())).isFalse();
  }

  @Test
  void leavesTheChoiceToWhoMadeOne() {
    assertThat(
            OneDnnLimit.isNeeded(
                caches.resolve("none"), Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE")))
        .isFalse();
  }
}
