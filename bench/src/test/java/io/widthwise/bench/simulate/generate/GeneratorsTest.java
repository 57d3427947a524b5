package io.widthwise.bench.simulate.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.bench.simulate.Trace;
import io.widthwise.bench.simulate.Trace.Arrival;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorsTest {
  private static final Duration DEADLINE = Duration.ofMillis(50);
  private static final int FRAMES = 20_000;

  static List<String> all() {
    return Generators.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void drawsTheSameFromTheSameSeedAndOtherwiseNot(String name) {
    assertThat(draw(name, 1)).isEqualTo(draw(name, 1));
    assertThat(draw(name, 1).arrivals()).isNotEqualTo(draw(name, 2).arrivals());
  }

  @ParameterizedTest
  @MethodSource("all")
  void drawsAboutAFrameAMillisecond(String name) {
    Trace trace = draw(name, 1);
    assertThat(trace.arrivals()).hasSize(FRAMES);
    assertThat(trace.framesPerSecond()).isCloseTo(1_000, within(150.0));
  }

  @ParameterizedTest
  @CsvSource({"poisson, 1", "gamma:4, 4", "gamma:0.25, 0.25", "gamma:1, 1"})
  void gapsVaryAsAsked(String name, double squaredVariation) {
    assertThat(squaredVariation(gaps(draw(name, 1))))
        .isCloseTo(squaredVariation, within(0.1 * squaredVariation));
  }

  @Test
  void modulatedArrivalsAreBurstierThanPoisson() {
    assertThat(squaredVariation(gaps(draw("mmpp", 1)))).isGreaterThan(1.5);
    assertThat(squaredVariation(gaps(draw("mmpp:1", 1)))).isCloseTo(1, within(0.1));
    // Counts over half a second: for Poisson variance and mean are alike.
    assertThat(dispersion(draw("mmpp", 1), 500)).isGreaterThan(20);
    assertThat(dispersion(draw("poisson", 1), 500)).isLessThan(3);
  }

  @Test
  void camerasKeepTheirRatesAndComeAndGo() {
    Map<String, List<Arrival>> ofCamera =
        draw("cameras", 1).arrivals().stream().collect(Collectors.groupingBy(Arrival::camera));
    assertThat(ofCamera).hasSizeGreaterThan(150);
    for (List<Arrival> frames : ofCamera.values()) {
      for (int i = 2; i < frames.size(); i++) {
        double twoGaps = frames.get(i).arrivalMillis() - frames.get(i - 2).arrivalMillis();
        double oneGap = frames.get(i).arrivalMillis() - frames.get(i - 1).arrivalMillis();
        assertThat(twoGaps).isCloseTo(2 * oneGap, within(8.0));
      }
    }
  }

  @Test
  void stepsLastTwoSeconds() {
    Trace trace = draw("steps", 1);
    assertThat(count(trace, 0, 2_000)).isCloseTo(800, within(120L));
    assertThat(count(trace, 2_000, 4_000)).isCloseTo(2_000, within(200L));
    assertThat(count(trace, 4_000, 6_000)).isCloseTo(3_200, within(250L));
  }

  @Test
  void aCrowdComesAllOfASudden() {
    Trace trace = draw("flash", 1);
    long before = count(trace, 5_600, 6_600);
    long after = count(trace, 6_800, 7_300) * 2;
    assertThat((double) after / before).isBetween(3.0, 4.3);
  }

  @Test
  void halfTheFramesHaveHalfTheDeadlineAndHalfHaveTwice() {
    List<Arrival> arrivals = draw("two-slo", 1).arrivals();
    Map<Double, Long> counts =
        arrivals.stream()
            .collect(Collectors.groupingBy(Arrival::budgetMillis, Collectors.counting()));
    assertThat(counts).containsOnlyKeys(25.0, 100.0);
    assertThat(counts.get(25.0)).isCloseTo(FRAMES / 2L, within(400L));
    assertThat(
            arrivals.stream()
                .collect(
                    Collectors.groupingBy(
                        Arrival::camera,
                        Collectors.mapping(Arrival::budgetMillis, Collectors.toSet())))
                .values())
        .allMatch(budgets -> budgets.size() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gamma", "gamma:x", "poisson:3", "cameras:1.5", "two-slo:2", "storm"})
  void saysWhatIsPossible(String text) {
    assertThatThrownBy(() -> Generators.parse(text, FRAMES, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("gamma:CV2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmpp:0.5", "cameras:0", "flash:0"})
  void refusesNumbersThatMakeNoSense(String text) {
    assertThatThrownBy(() -> Generators.parse(text, FRAMES, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least")
        .hasMessageNotContaining("no trace generator");
  }

  private static Trace draw(String name, long seed) {
    return Generators.parse(name, FRAMES, seed).at(DEADLINE);
  }

  private static double[] gaps(Trace trace) {
    double[] gaps = new double[trace.arrivals().size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] =
          trace.arrivals().get(i + 1).arrivalMillis() - trace.arrivals().get(i).arrivalMillis();
    }
    return gaps;
  }

  private static double squaredVariation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(value -> Math.pow(value - mean, 2)).average().orElseThrow();
    return variance / (mean * mean);
  }

  private static double dispersion(Trace trace, double windowMillis) {
    int windows = (int) (trace.arrivals().get(FRAMES - 1).arrivalMillis() / windowMillis);
    double[] counts = new double[windows];
    for (int i = 0; i < windows; i++) {
      counts[i] = count(trace, i * windowMillis, (i + 1) * windowMillis);
    }
    return squaredVariation(counts) * Arrays.stream(counts).average().orElseThrow();
  }

  private static long count(Trace trace, double fromMillis, double toMillis) {
    return trace.arrivals().stream()
        .filter(each -> each.arrivalMillis() >= fromMillis && each.arrivalMillis() < toMillis)
        .count();
  }
}
