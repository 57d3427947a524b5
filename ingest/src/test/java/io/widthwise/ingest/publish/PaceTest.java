package io.widthwise.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Due times, milliseconds, of frames of cameras a, b, a, b captured at 0, 7, 100 and 90 ms. */
  private static List<Long> dueMillis(Pace pace) {
    Pace.Schedule schedule = pace.begin();
    List<Long> due = new ArrayList<>();
    String[] cameras = {"a", "b", "a", "b"};
    long[] capturedMillis = {0, 7, 100, 90};
    for (int i = 0; i < cameras.length; i++) {
      Instant captured = START.plusMillis(capturedMillis[i]);
      due.add(schedule.due(ListSource.frame(cameras[i], i, captured)).toMillis());
    }
    return due;
  }

  @Test
  void keepsTheGapsOfTheRecording() {
    assertThat(dueMillis(Pace.parse("source"))).containsExactly(0L, 7L, 100L, 90L);
  }

  @Test
  void releasesEachCameraAtARateOfItsOwn() {
    assertThat(dueMillis(Pace.parse("50"))).containsExactly(0L, 0L, 20L, 20L);
    assertThat(Pace.parse("50/camera")).isEqualTo(Pace.parse("50"));
  }

  @Test
  void releasesAllCamerasTogetherAtARate() {
    assertThat(dueMillis(Pace.parse("50/total"))).containsExactly(0L, 20L, 40L, 60L);
  }

  @Test
  void releasesEverythingAtOnce() {
    assertThat(dueMillis(Pace.parse("max"))).containsOnly(0L);
  }

  @Test
  void neverAsksForATimeBeforeTheStart() {
    Pace.Schedule schedule = new Pace.Recorded().begin();
    schedule.due(ListSource.frame("a", 0, START));
    assertThat(schedule.due(ListSource.frame("b", 0, START.minusSeconds(1)))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "0", "-3", "30/minute", "1e3"})
  void saysWhatAPaceMayBe(String text) {
    assertThatThrownBy(() -> Pace.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frames per second");
  }
}
