package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import io.widthwise.schemas.FrameEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * What every policy keeps, on a made-up clock: frames of several cameras come in bursts and pauses
 * to a lane that learns its service times and now and then stalls. The policy drives the very queue
 * that a lane has, whose {@code take} refuses plans that serve and give up the same frame.
 */
public abstract class VariantPolicyContract {
  private static final int VARIANTS = 5;
  private static final int CAPACITY = 12;
  private static final double STALL_CHANCE = 0.02;
  private static final double STALL = 30;

  /** Returns a policy as if for a lane of its own, for any ladder of five variants. */
  protected abstract VariantPolicy policy(Duration margin);

  /**
   * Returns the fastest variant that {@code policy} would have served with in its latest decision.
   */
  protected int fastestVariant(VariantPolicy policy) {
    return 0;
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  final void everyFrameIsServedOrShedOnceAndOnlyHopelessOnesAreShed(
      @ForAll("workloads") Workload workload) {
    Run run = new Run(workload);
    run.toTheEnd();

    assertThat(run.outcomes).doesNotHaveDuplicates();
    assertThat(run.outcomes).containsExactlyInAnyOrderElementsOf(workload.frames());
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  final void decidesByNothingButWhatItIsGiven(@ForAll("workloads") Workload workload) {
    Run first = new Run(workload);
    Run second = new Run(workload);
    first.toTheEnd();
    second.toTheEnd();

    assertThat(second.decisions).isEqualTo(first.decisions);
  }

  @Provide
  Arbitrary<Workload> workloads() {
    Arbitrary<Long> gaps =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.longs().between(0, 8_000)),
            Tuple.of(3, Arbitraries.just(0L)),
            Tuple.of(1, Arbitraries.longs().between(0, 700_000)));
    Arbitrary<Coming> coming =
        Combinators.combine(
                gaps,
                Arbitraries.longs().between(-5_000, 120_000),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of("front", "rear", "dock"),
                Arbitraries.of(160, 640, 1_920))
            .as(Coming::new);
    return Combinators.combine(
            coming.list().ofMinSize(1).ofMaxSize(80),
            Arbitraries.doubles().between(1.0, 4.0).list().ofSize(VARIANTS),
            Arbitraries.longs().between(0, 6_000),
            Arbitraries.longs())
        .as(Workload::of);
  }

  /** A frame still to come: {@code gapMicros} after the one before, due {@code budgetMicros} on. */
  record Coming(long gapMicros, long budgetMicros, int priority, String camera, int side) {}

  /** Frames in the order of their arrival, which is in their payloads, and what serves them. */
  record Workload(
      List<QueuedFrame<Long>> frames, List<VariantTimes> ladder, Duration margin, long seed) {
    static Workload of(List<Coming> comings, List<Double> growth, long marginMicros, long seed) {
      List<QueuedFrame<Long>> frames = new ArrayList<>();
      long now = 1_000_000_000;
      for (Coming coming : comings) {
        now += coming.gapMicros();
        frames.add(
            new QueuedFrame<>(
                now,
                coming.camera(),
                now + coming.budgetMicros(),
                coming.priority(),
                coming.side(),
                coming.side(),
                FrameEncoding.JPEG));
      }
      List<VariantTimes> ladder = new ArrayList<>();
      double micros = 100;
      for (double factor : growth) {
        micros *= factor;
        ladder.add(new VariantTimes((ladder.size() + 1.0) / (VARIANTS + 1), micros));
      }
      return new Workload(distinct(frames), ladder, Duration.ofNanos(marginMicros * 1_000), seed);
    }

    /** Equal frames could not be told apart in what became of them. */
    private static List<QueuedFrame<Long>> distinct(List<QueuedFrame<Long>> frames) {
      return frames.stream().distinct().sorted(Comparator.comparing(QueuedFrame::payload)).toList();
    }
  }

  /** One lane and one policy over a workload. */
  private final class Run {
    private final Workload workload;
    private final VariantPolicy policy;
    private final LatencyProfile times;
    private final Random random;
    private final ArrivalForecast arrivals = new ArrivalForecast();
    private final FrameQueue<Long> queue = new FrameQueue<>(CAPACITY);
    private final LanePlan plan = new LanePlan();
    private final List<QueuedFrame<Long>> served = new ArrayList<>();
    private final List<QueuedFrame<Long>> shed = new ArrayList<>();
    final List<QueuedFrame<Long>> outcomes = new ArrayList<>();
    final List<String> decisions = new ArrayList<>();
    private final double hostPace;
    private long nowMicros;
    private int next;

    Run(Workload workload) {
      this.workload = workload;
      this.policy = policy(workload.margin());
      this.times = new LatencyProfile(workload.ladder(), 1.0, (variant, frame) -> 0);
      this.random = new Random(workload.seed());
      this.hostPace = 0.2 + 2 * random.nextDouble();
    }

    void toTheEnd() {
      while (next < workload.frames().size() || queue.size() > 0) {
        if (queue.size() == 0) {
          nowMicros = Math.max(nowMicros, workload.frames().get(next).payload());
        }
        admit();
        decide();
        shed.forEach(this::checkHopeless);
        outcomes.addAll(shed);
        served.forEach(this::serve);
        outcomes.addAll(served);
      }
    }

    private void admit() {
      while (next < workload.frames().size()
          && workload.frames().get(next).payload() <= nowMicros
          && queue.offer(workload.frames().get(next))) {
        arrivals.arrived(nowMicros);
        next++;
      }
    }

    private void decide() {
      int waiting = queue.size();
      plan.clear();
      policy.plan(queue, times, arrivals, nowMicros, plan);
      queue.take(plan, served, shed);

      assertThat(served.size() + shed.size()).as("frames decided on").isPositive();
      assertThat(served).as("frames of the plan that wait").hasSize(plan.servedCount());
      assertThat(shed).as("given up frames of the plan that wait").hasSize(plan.shedCount());
      assertThat(queue.size()).isEqualTo(waiting - served.size() - shed.size());
      if (plan.serves()) {
        assertThat(plan.variant()).isBetween(0, VARIANTS - 1);
      }
      decisions.add("%d: %s by %d, not %s".formatted(nowMicros, served, plan.variant(), shed));
    }

    private void checkHopeless(QueuedFrame<Long> frame) {
      assertThat(nowMicros + times.leastMicros(fastestVariant(policy), frame))
          .as("earliest end of a frame given up")
          .isGreaterThan(frame.deadlineMicros());
    }

    private void serve(QueuedFrame<Long> frame) {
      long started = nowMicros;
      double slowness = hostPace * (0.6 + random.nextDouble());
      if (random.nextDouble() < STALL_CHANCE) {
        slowness *= STALL;
      }
      long decode = Math.round(slowness * frame.width() * frame.height() / 1_000);
      long inference =
          Math.round(slowness * workload.ladder().get(plan.variant()).inferenceMicros());
      nowMicros += decode + inference;
      times.observe(plan.variant(), frame, decode, inference);
      policy.served(frame, plan.variant(), started, nowMicros);
    }
  }
}
