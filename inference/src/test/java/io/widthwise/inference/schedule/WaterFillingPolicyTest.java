package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaterFillingPolicyTest {
  private static final ServiceTimes LADDER = Frames.times(1_000, 4_000, 10_000);

  private final WaterFillingPolicy policy = new WaterFillingPolicy(Duration.ofMillis(2));
  private final ArrivalForecast quiet = new ArrivalForecast();
  private final LanePlan plan = new LanePlan();

  @Test
  void servesALoneFrameWithTheWidestVariantThatFitsItsDeadline() {
    decide(Frames.queue(Frames.due("frame", 12_000)), 0);
    assertThat(plan.variant()).isEqualTo(2);

    decide(Frames.queue(Frames.due("frame", 11_999)), 0);
    assertThat(plan.variant()).as("the margin no longer fits").isEqualTo(1);
  }

  @Test
  void givesWaitingFramesEqualShares() {
    decide(
        Frames.queue(Frames.due("a", 14_000), Frames.due("b", 14_000), Frames.due("c", 14_000)), 0);

    assertThat(plan.serveIndex()).isZero();
    assertThat(plan.variant()).as("12 ms for three frames are 4 ms each").isEqualTo(1);
  }

  @Test
  void looksBeyondTheFirstDeadlineForTheCriticalPrefix() {
    decide(Frames.queue(Frames.due("relaxed", 13_000), Frames.due("tight", 13_500)), 0);

    assertThat(plan.variant()).as("11.5 ms for two frames").isEqualTo(1);
  }

  @Test
  void leavesTimeForFramesStillToCome() {
    ArrivalForecast busy = new ArrivalForecast();
    for (int i = 0; i <= 1_000; i++) {
      busy.arrived(i * 2_000L);
    }
    long now = 2_000_000;

    policy.plan(Frames.queue(Frames.due("a", now + 100_000)), LADDER, busy, now, plan);

    assertThat(plan.variant()).as("500 frames a second leave about 2 ms each").isZero();
  }

  @Test
  void shedsAFrameThatCanNoLongerMakeItsDeadlineAndServesTheNext() {
    decide(Frames.queue(Frames.due("hopeless", 999), Frames.due("fine", 50_000)), 0);

    assertThat(plan.shedCount()).isEqualTo(1);
    assertThat(plan.shedIndex(0)).isZero();
    assertThat(plan.serveIndex()).isEqualTo(1);
  }

  @Test
  void keepsAFrameThatIsLeftOutWhileItCouldStillMakeItsDeadline() {
    decide(Frames.queue(Frames.due("a", 3_500), Frames.due("b", 3_500)), 0);

    assertThat(plan.shedCount()).isZero();
    assertThat(plan.variant()).isZero();
  }

  @Test
  void triesAFrameInsideItsMarginWithTheNarrowestVariant() {
    decide(Frames.queue(Frames.due("close", 1_500)), 0);

    assertThat(plan.serves()).isTrue();
    assertThat(plan.variant()).isZero();
  }

  @Test
  void servesWhatALaneThatIsFarFasterThanMeasuredCanStillServe() {
    LatencyProfile fast =
        new LatencyProfile(List.of(new VariantTimes(0.5, 10_000)), 0.001, (variant, frame) -> 0);
    QueuedFrame<String> frame = Frames.due("tight", 4_000);
    for (int i = 0; i < 64; i++) {
      fast.observe(0, frame, 0, 1_000);
    }

    policy.plan(Frames.queue(frame), fast, quiet, 0, plan);

    assertThat(plan.shedCount()).as("a tenth of 10 ms fits into 4 ms").isZero();
    assertThat(plan.serveIndex()).isZero();
  }

  @Property(tries = 3_000)
  void alwaysServesOrShedsAndNeverBoth(
      @ForAll @Size(min = 1, max = 64) List<@LongRange(min = -5_000, max = 200_000) Long> deadlines) {
    FrameQueue<String> queue = new FrameQueue<>(64);
    deadlines.forEach(deadline -> queue.offer(Frames.due("", deadline)));

    decide(queue, 0);

    assertThat(plan.serves() || plan.shedCount() > 0).isTrue();
    for (int i = 0; i < plan.shedCount(); i++) {
      assertThat(plan.shedIndex(i)).isNotEqualTo(plan.serveIndex());
      assertThat(queue.get(plan.shedIndex(i)).deadlineMicros()).isLessThan(1_000);
    }
    if (plan.serves()) {
      long end = LADDER.predictMicros(plan.variant(), queue.get(plan.serveIndex()));
      assertThat(end).isLessThanOrEqualTo(queue.get(plan.serveIndex()).deadlineMicros());
    }
  }

  private void decide(FrameQueue<String> queue, long nowMicros) {
    plan.clear();
    policy.plan(queue, LADDER, quiet, nowMicros, plan);
  }
}
