package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the worked example of {@code docs/scheduling.md} to what the classes do. */
class WorkedExampleTest {
  private static final Path PAGE = Path.of("../docs/scheduling.md");
  private static final Duration MARGIN = Duration.ofMillis(3);
  private static final long NOW = 100_000_000;
  private static final List<String> RUNGS =
      List.of("0.25@128/int8", "0.5@160/int8", "0.75@192/int8", "1.0@224/int8", "1.0@224/fp32");
  private static final ServiceTimes TIMES = new LadderWithLeast();

  private final QueuedFrame<String> a = Frames.due("a", NOW + 800);
  private final QueuedFrame<String> b = Frames.due("b", NOW + 30_000);
  private final FrameQueue<String> queue =
      Frames.queue(a, b, Frames.due("c", NOW + 33_000), Frames.due("d", NOW + 95_000));
  private final ArrivalForecast arrivals = new ArrivalForecast();
  private final LanePlan plan = new LanePlan();
  private final DecisionExplainer explainer = new DecisionExplainer(RUNGS, TIMES, MARGIN);

  @BeforeEach
  void decide() {
    for (long at = 0; at <= NOW; at += 25_000) {
      arrivals.arrived(at);
    }
    new WaterFillingPolicy(MARGIN).plan(queue, TIMES, arrivals, NOW, plan);
  }

  @Test
  void servesBWithTheRungAndShedsA() {
    assertThat(plan.servedCount()).isEqualTo(1);
    assertThat(queue.get(plan.serveIndex())).isSameAs(b);
    assertThat(RUNGS.get(plan.variant())).isEqualTo("0.75@192/int8");
    assertThat(plan.shedCount()).isEqualTo(1);
    assertThat(queue.get(plan.shedIndex(0))).isSameAs(a);
  }

  @Test
  void figuresOfTheShareAreThoseOfThePage() throws IOException {
    DecisionGrounds grounds = plan.grounds();
    assertThat(grounds.criticalShareMicros()).isEqualTo(15_000);
    assertThat(Files.readString(PAGE))
        .contains("(33 - 3) / 2 = %.0f ms".formatted(grounds.criticalShareMicros() / 1e3))
        .contains("m = %.1f".formatted(grounds.framesExpected()))
        .contains("= %.1f ms".formatted(grounds.forecastShareMicros() / 1e3));
  }

  @Test
  void explanationsAreThoseOfThePage() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block(explainer.served(b, plan.variant(), plan.grounds(), NOW)))
        .contains(block(explainer.shed(a, plan.grounds(), NOW)));
  }

  private static String block(DecisionExplanation explanation) {
    return explanation.text().indent(4);
  }

  /** The rungs of the example. */
  private static final class LadderWithLeast implements ServiceTimes {
    private final ServiceTimes predicted = Frames.times(1_500, 4_000, 9_000, 18_000, 40_000);

    @Override
    public int variants() {
      return predicted.variants();
    }

    @Override
    public double accuracy(int variant) {
      return predicted.accuracy(variant);
    }

    @Override
    public long expectMicros(int variant, QueuedFrame<?> frame) {
      return predicted.expectMicros(variant, frame);
    }

    @Override
    public long predictMicros(int variant, QueuedFrame<?> frame) {
      return predicted.predictMicros(variant, frame);
    }

    @Override
    public long leastMicros(int variant, QueuedFrame<?> frame) {
      return predicted.predictMicros(variant, frame) * 2 / 3;
    }
  }
}
