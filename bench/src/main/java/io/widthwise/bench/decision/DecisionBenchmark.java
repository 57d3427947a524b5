package io.widthwise.bench.decision;

import io.widthwise.inference.schedule.ArrivalForecast;
import io.widthwise.inference.schedule.FrameQueue;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.LatencyProfile;
import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import io.widthwise.inference.schedule.QueuedFrame;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.baseline.Policies;
import io.widthwise.schemas.FrameEncoding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision of a lane with 64 frames of 16 cameras waiting and ten rungs to choose from. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmark {
  private static final int FRAMES = 64;
  private static final int CAMERAS = 16;
  private static final int RUNGS = 10;
  private static final long NOW_MICROS = 1_000_000_000;
  private static final double DECODE_NANOS_PER_PIXEL = 1.6;
  private static final double NARROWEST_MICROS = 200;
  private static final double STEP = 1.3;

  /** Name of the policy that decides. */
  @Param({"fixed:0", "water-filling"})
  public String policy;

  /**
   * Microseconds between the deadlines of neighbouring frames: with 2000 all frames can be served,
   * with 350 about half of them.
   */
  @Param({"2000", "350"})
  public long gapMicros;

  private final FrameQueue<String> queue = new FrameQueue<>(FRAMES);
  private final ArrivalForecast arrivals = new ArrivalForecast();
  private final LanePlan plan = new LanePlan();
  private LatencyProfile times;
  private VariantPolicy decider;

  /** Fills the queue and teaches the forecast. */
  @Setup
  public void fill() {
    List<VariantTimes> rungs =
        IntStream.range(0, RUNGS)
            .mapToObj(
                rung ->
                    new VariantTimes(
                        1 - 0.5 * Math.pow(STEP, -rung), NARROWEST_MICROS * Math.pow(STEP, rung)))
            .toList();
    times = new LatencyProfile(rungs, DECODE_NANOS_PER_PIXEL, (variant, frame) -> 1);
    decider =
        Policies.parse(policy)
            .create(
                Duration.ofMillis(3),
                IntStream.range(0, RUNGS).mapToObj(Integer::toString).toList());
    for (int i = 0; i < FRAMES; i++) {
      long arrived = NOW_MICROS - (FRAMES - i) * gapMicros;
      arrivals.arrived(arrived);
      queue.offer(
          new QueuedFrame<>(
              "frame",
              "camera-" + i % CAMERAS,
              NOW_MICROS + (i + 3) * gapMicros,
              i % 8 == 0 ? 1 : 0,
              640,
              480,
              FrameEncoding.JPEG));
    }
  }

  /** Decides once. */
  @Benchmark
  public LanePlan decide() {
    plan.clear();
    decider.plan(queue, times, arrivals, NOW_MICROS, plan);
    return plan;
  }
}
