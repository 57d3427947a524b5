package io.widthwise.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandingQueueTest {
  private static final int BUDGET = 100;

  private final StandingQueue queue = new StandingQueue();

  @Test
  void aBurstIsPassedOn() {
    assertThat(queue.givesUp("a", 5, BUDGET, 1_000)).isFalse();

    assertThat(queue.givesUp("a", 60, BUDGET, 1_060)).isFalse();
    assertThat(queue.givesUp("a", 90, BUDGET, 1_090)).isFalse();
  }

  @Test
  void aQueueThatStandsIsShortened() {
    assertThat(queue.givesUp("a", 5, BUDGET, 1_000)).isFalse();

    assertThat(queue.givesUp("a", 70, BUDGET, 1_150)).isTrue();
    assertThat(queue.givesUp("a", 20, BUDGET, 1_160)).isFalse();
    assertThat(queue.givesUp("a", 70, BUDGET, 1_170)).isFalse();
  }

  @Test
  void whatIsOverItsBudgetIsGivenUpAtOnce() {
    assertThat(queue.givesUp("a", 101, BUDGET, 1_000)).isTrue();
  }

  /** Three frames come while one can be passed on; giving up costs a tenth of that. */
  @Test
  void inAnOverloadFramesArePassedOnFreshAndCamerasShare() {
    Map<String, Integer> passedOn = new TreeMap<>();
    int stale = 0;
    Deque<Long> waiting = new ArrayDeque<>();
    double nowMillis = 0;
    long arrived = 0;
    while (nowMillis < 30_000) {
      for (; arrived / 3.0 <= nowMillis; arrived++) {
        waiting.add(arrived);
      }
      long frame = waiting.remove();
      long waited = (long) (nowMillis - frame / 3.0);
      String camera = cameraOf(frame);
      boolean givenUp = queue.givesUp(camera, waited, BUDGET, (long) nowMillis);
      nowMillis = Math.max(nowMillis + (givenUp ? 0.1 : 1), waiting.isEmpty() ? arrived / 3.0 : 0);
      if (!givenUp && nowMillis > 5_000) {
        passedOn.merge(camera, 1, Integer::sum);
        stale += waited > 0.7 * BUDGET ? 1 : 0;
      }
    }

    int all = passedOn.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(all).isGreaterThan(15_000);
    assertThat(stale).isLessThan(all / 20);
    // The small camera sends a twentieth of all, less than a third of what can be passed on.
    int sentBySmall = 25_000 * 3 / 20;
    assertThat(passedOn.get("small")).isGreaterThan(sentBySmall * 8 / 10);
    assertThat((double) passedOn.get("busy") / passedOn.get("busier")).isBetween(0.7, 1.3);
  }

  /** Of twenty frames one is of a small camera, seven of a busy and twelve of a busier one. */
  private static String cameraOf(long frame) {
    long twentieth = frame % 20;
    return twentieth == 0 ? "small" : twentieth <= 7 ? "busy" : "busier";
  }
}
