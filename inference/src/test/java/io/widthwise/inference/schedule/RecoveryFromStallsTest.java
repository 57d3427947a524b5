package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policy and profile together, on a made-up clock: what was served teaches what is served next. */
class RecoveryFromStallsTest {
  private static final long DECODE_MICROS = 500;
  private static final long GAP_MICROS = 33_000;
  private static final long BUDGET_MICROS = 100_000;
  private static final List<VariantTimes> LADDER =
      List.of(
          new VariantTimes(0.5, 200), new VariantTimes(0.7, 1_000), new VariantTimes(0.9, 5_000));

  private final LatencyProfile profile = new LatencyProfile(LADDER, 1.5, (variant, frame) -> 1);
  private final WaterFillingPolicy policy = new WaterFillingPolicy(Duration.ofMillis(3));
  private final ArrivalForecast arrivals = new ArrivalForecast();
  private final LanePlan plan = new LanePlan();
  private long nowMicros = 1_000_000_000;
  private int shed;
  private int widest;

  /** Once, a stall on the first frames made the lane give up every later one for ever. */
  @Test
  void aStallOnTheFirstFramesDoesNotGiveUpTheRest() {
    for (int i = 0; i < 10; i++) {
      frame(200);
    }
    shed = 0;
    widest = 0;
    for (int i = 0; i < 300; i++) {
      frame(1);
    }

    assertThat(shed).as("frames given up on an idle lane").isZero();
    assertThat(widest).as("frames served with the widest variant").isGreaterThan(150);
  }

  @Test
  void aHostThatIsAHundredTimesSlowerIsStillTried() {
    for (int i = 0; i < 200; i++) {
      frame(100);
    }

    assertThat(shed).as("frames given up though nothing else waited").isZero();
  }

  /** A frame comes to an idle lane, whose host is {@code slowness} times slower than measured. */
  private void frame(double slowness) {
    nowMicros += GAP_MICROS;
    arrivals.arrived(nowMicros);
    QueuedFrame<String> frame = Frames.due("frame", nowMicros + BUDGET_MICROS);
    plan.clear();
    policy.plan(Frames.queue(frame), profile, arrivals, nowMicros, plan);
    shed += plan.shedCount();
    if (plan.serves()) {
      int variant = plan.variant();
      widest += variant == LADDER.size() - 1 ? 1 : 0;
      profile.observe(
          variant,
          frame,
          Math.round(DECODE_MICROS * slowness),
          Math.round(LADDER.get(variant).inferenceMicros() * slowness));
    }
  }
}
