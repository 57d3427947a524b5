package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.LanePlan;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ObservedLoadTest {
  private static final long SECOND = 1_000_000;

  private final ObservedLoad load = new ObservedLoad(Duration.ofSeconds(1));
  private final FrameQueue<String> queue = new FrameQueue<>(100);
  private final LanePlan plan = new LanePlan();

  @Test
  void countsAFrameOnceHoweverLongItWaits() {
    for (int i = 0; i < 100; i++) {
      queue.offer(Frames.due("" + i, 10 * SECOND + i % 7));
    }
    // Serves one and gives up one in each decision, while all others go on waiting.
    for (int i = 0; i < 40; i++) {
      load.observe(queue, i);
      plan.clear();
      plan.serve(0, 0);
      plan.shed(queue.size() / 2);
      decided();
    }
    assertThat(queue.size()).isEqualTo(20);

    assertThat(load.observe(queue, SECOND)).isTrue();
    assertThat(load.perSecond()).isEqualTo(100);
  }

  @Test
  void countsFramesThatComeBetweenThoseThatWait() {
    queue.offer(Frames.due("early", 2 * SECOND));
    queue.offer(Frames.due("late", 9 * SECOND));
    load.observe(queue, 0);
    plan.serve(0, 0);
    decided();
    queue.offer(Frames.due("before", 5 * SECOND));
    queue.offer(Frames.due("equal", 9 * SECOND));
    queue.offer(Frames.due("after", 11 * SECOND));

    load.observe(queue, SECOND);

    assertThat(load.perSecond()).isEqualTo(5);
  }

  @Test
  void anIntervalThatEndsLateIsTakenAtItsLength() {
    queue.offer(Frames.due("a", 9 * SECOND));
    assertThat(load.observe(queue, 0)).as("the first look").isTrue();
    decided();
    assertThat(load.observe(queue, SECOND - 1)).isFalse();
    decided();

    assertThat(load.observe(queue, 4 * SECOND)).isTrue();
    assertThat(load.perSecond()).isEqualTo(0.25);
  }

  @Test
  void theBudgetIsWhatNearlyAllFramesComeWith() {
    for (int i = 0; i < 100; i++) {
      long budget = i % 40 == 0 ? 1_000 : 50_000 + i;
      queue.offer(Frames.due("" + i, i * 10_000 + budget));
      load.observe(queue, i * 10_000L);
      plan.clear();
      plan.serve(0, 0);
      decided();
    }

    assertThat(load.budgetMicros()).isBetween(50_000L, 50_099L);
  }

  private void decided() {
    load.decided(queue, plan);
    queue.take(plan, new ArrayList<>(), new ArrayList<>());
    plan.clear();
  }
}
