package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.VariantPolicyContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClipperPolicyTest extends VariantPolicyContract {
  private static final long SERVICE_MICROS = 1_000;
  private static final long MARGIN_MICROS = 2_000;

  private final ClipperPolicy clipper = new ClipperPolicy(0, Duration.ofMillis(2));
  private final Decision decision = new Decision(clipper, Frames.times(SERVICE_MICROS));

  @Override
  protected VariantPolicy policy(Duration margin) {
    return new ClipperPolicy(2, margin);
  }

  @Override
  protected int fastestVariant(VariantPolicy policy) {
    return 2;
  }

  @Test
  void theBatchGrowsByOneWhileBatchesMeetTheObjective() {
    for (int batch = 1; batch <= 8; batch++) {
      assertThat(serveBatch(20, 100_000, SERVICE_MICROS)).isEqualTo(batch);
    }
  }

  @Test
  void theBatchShrinksByATenthWhenOneTakesLongerThanTheObjective() {
    grow(19);
    assertThat(clipper.largestBatch()).isEqualTo(20);

    serveBatch(30, MARGIN_MICROS + 20 * SERVICE_MICROS - 1, SERVICE_MICROS);

    assertThat(clipper.largestBatch()).isEqualTo(18);
  }

  @Test
  void theBatchSettlesAtWhatTheDeadlinesAllow() {
    for (int i = 0; i < 200; i++) {
      serveBatch(64, 12_000, SERVICE_MICROS);
    }

    assertThat(clipper.largestBatch()).isBetween(9, 11);
  }

  @Test
  void aBatchThatWasNotFullDoesNotGrowTheNext() {
    grow(3);

    for (int i = 0; i < 10; i++) {
      serveBatch(1, 100_000, SERVICE_MICROS);
    }

    assertThat(clipper.largestBatch()).isEqualTo(4);
  }

  @Test
  void aBatchIsNeverLessThanOneFrame() {
    for (int i = 0; i < 10; i++) {
      assertThat(serveBatch(5, 4_000, 50_000)).isEqualTo(1);
    }
  }

  @Test
  void hopelessFramesAreNoPartOfABatch() {
    grow(2);

    LanePlan plan =
        decision.at(
            0,
            Frames.queue(
                Frames.due("hopeless", 999), Frames.due("a", 90_000), Frames.due("b", 90_000)));

    assertThat(plan.shedCount()).isEqualTo(1);
    assertThat(plan.servedCount()).isEqualTo(2);
    assertThat(plan.serveIndex()).isEqualTo(1);
  }

  private void grow(int batches) {
    for (int i = 0; i < batches; i++) {
      serveBatch(64, 1_000_000, SERVICE_MICROS);
    }
  }

  /** Returns the size of the batch made of {@code waiting} frames. */
  private int serveBatch(int waiting, long deadlineMicros, long serviceMicros) {
    FrameQueue<String> queue = new FrameQueue<>(64);
    for (int i = 0; i < waiting; i++) {
      queue.offer(Frames.due("" + i, deadlineMicros));
    }
    LanePlan plan = decision.at(0, queue);
    for (int i = 0; i < plan.servedCount(); i++) {
      clipper.served(queue.get(i), 0, i * serviceMicros, (i + 1) * serviceMicros);
    }
    return plan.servedCount();
  }
}
