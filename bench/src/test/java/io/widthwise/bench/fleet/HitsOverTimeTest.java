package io.widthwise.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.bench.fleet.HitsOverTime.Recovery;
import org.junit.jupiter.api.Test;

class HitsOverTimeTest {
  private static final long MILLI = 1_000;

  @Test
  void tellsWhenHitsAreBack() {
    HitsOverTime hits = new HitsOverTime(5_000 * MILLI);
    for (long at = 0; at < 5_000; at += 10) {
      hits.add(at * MILLI, 0.5, at < 2_000 || at >= 2_700);
    }
    assertThat(hits.recovery(2_000 * MILLI, 2_000 * MILLI, Long.MAX_VALUE))
        .isEqualTo(new Recovery(2.0, 0.7, 70));
  }

  @Test
  void doesNotTakeALullForTheEnd() {
    HitsOverTime hits = new HitsOverTime(6_000 * MILLI);
    for (long at = 0; at < 6_000; at += 10) {
      boolean lull = at >= 2_500 && at < 3_300;
      hits.add(at * MILLI, 0.5, at < 2_000 || lull || at >= 4_000);
    }
    assertThat(hits.recovery(2_000 * MILLI, 2_000 * MILLI, Long.MAX_VALUE).afterSeconds())
        .isEqualTo(2.0);
  }

  @Test
  void saysIfTheyNeverAre() {
    HitsOverTime hits = new HitsOverTime(4_000 * MILLI);
    for (long at = 0; at < 4_000; at += 10) {
      hits.add(at * MILLI, 0.5, at < 2_000);
    }
    assertThat(hits.recovery(2_000 * MILLI, 2_000 * MILLI, Long.MAX_VALUE))
        .isEqualTo(new Recovery(2.0, null, 200));
  }

  @Test
  void sumsUpSeconds() {
    HitsOverTime hits = new HitsOverTime(2_000 * MILLI);
    hits.add(0, 0.8, true);
    hits.add(999 * MILLI, 0, false);
    hits.add(1_000 * MILLI, 0.6, true);
    assertThat(hits.seconds())
        .containsExactly(new HitsOverTime.Second(0.5, 0.4), new HitsOverTime.Second(1, 0.6));
  }
}
