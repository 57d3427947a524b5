package io.widthwise.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingTest {
  private static final Outstanding NONE = (lane, atMicros) -> 0;

  @Test
  void hashServesWhereItReads() {
    Router router = Routing.HASH.router(5, 5, NONE, new SplittableRandom(1));
    assertThat(IntStream.range(0, 5).map(source -> router.lane(source, 0)))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void rebalanceDealsEachSourcesFramesInTurns() {
    Router router = Routing.REBALANCE.router(3, 4, NONE, new SplittableRandom(1));
    for (int source = 0; source < 3; source++) {
      int first = router.lane(source, 0);
      for (int i = 1; i < 9; i++) {
        assertThat(router.lane(source, i)).isEqualTo((first + i) % 4);
      }
    }
  }

  @Test
  void adaptiveTakesTheLessBusyOfTwo() {
    Outstanding busyWithTheirNumber = (lane, atMicros) -> lane;
    Router router = Routing.ADAPTIVE.router(1, 10, busyWithTheirNumber, new SplittableRandom(1));
    int[] counts = new int[10];
    IntStream.range(0, 10_000).forEach(i -> counts[router.lane(0, i)]++);
    // The lane with rank k from the most busy is the less busy of two with chance (2k - 1) / 100.
    for (int lane = 0; lane < 10; lane++) {
      double expected = (2 * (10 - lane) - 1) / 100.0;
      assertThat(counts[lane] / 10_000.0).isBetween(expected - 0.02, expected + 0.02);
    }
  }

  @Test
  void adaptiveAsksForLoadAtTheTimeOfTheFrame() {
    Outstanding turnsBusy = (lane, atMicros) -> (lane == 0) == (atMicros < 50) ? 1 : 0;
    Router router = Routing.ADAPTIVE.router(1, 2, turnsBusy, new SplittableRandom(1));
    long before = IntStream.range(0, 1000).filter(i -> router.lane(0, 0) == 1).count();
    long after = IntStream.range(0, 1000).filter(i -> router.lane(0, 100) == 1).count();
    assertThat(before).isBetween(700L, 800L);
    assertThat(after).isBetween(200L, 300L);
  }
}
