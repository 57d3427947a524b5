package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.VariantPolicyContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlackFitPolicyTest extends VariantPolicyContract {
  private final Decision decision =
      new Decision(
          new SlackFitPolicy(Duration.ofMillis(2)), Frames.times(1_000, 2_000, 4_000, 8_000));

  @Override
  protected VariantPolicy policy(Duration margin) {
    return new SlackFitPolicy(margin);
  }

  @Test
  void servesALoneFrameWithTheWidestVariantThatItsSlackHolds() {
    assertThat(decision.at(0, frames(1, 10_000)).variant()).isEqualTo(3);
    assertThat(decision.at(0, frames(1, 9_999)).variant()).isEqualTo(2);
    assertThat(decision.at(0, frames(1, 3_500)).variant()).isZero();
  }

  @Test
  void aBatchEndsWithinTheSlackOfTheMostUrgentFrame() {
    FrameQueue<String> queue = frames(9, 500_000);
    queue.offer(Frames.due("urgent", 18_500));

    LanePlan plan = decision.at(0, queue);

    assertThat(plan.servedCount() * (1_000L << plan.variant())).isBetween(12_000L, 16_500L);
  }

  @Test
  void littleSlackAndManyFramesMeanANarrowVariant() {
    LanePlan much = decision.at(0, frames(8, 66_000));
    assertThat(much.variant()).isEqualTo(3);

    LanePlan little = decision.at(0, frames(8, 10_000));
    assertThat(little.variant()).isLessThan(2);
    assertThat(little.servedCount()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void withinABucketAccuracyTimesBatchDecides() {
    // Eight by the narrowest, four by the next or two by the third end together after 8 ms.
    LanePlan plan = decision.at(0, frames(8, 10_000));

    assertThat(plan.variant()).as("0.25 * 8 equals 0.5 * 4, 0.75 * 2 is less").isZero();
    assertThat(plan.servedCount()).isEqualTo(8);
  }

  @Test
  void triesAFrameInsideItsMarginWithTheNarrowestVariant() {
    LanePlan plan = decision.at(0, frames(3, 2_500));

    assertThat(plan.variant()).isZero();
    assertThat(plan.servedCount()).isEqualTo(1);
  }

  private static FrameQueue<String> frames(int count, long deadlineMicros) {
    FrameQueue<String> queue = new FrameQueue<>(64);
    for (int i = 0; i < count; i++) {
      queue.offer(Frames.due("" + i, deadlineMicros));
    }
    return queue;
  }
}
