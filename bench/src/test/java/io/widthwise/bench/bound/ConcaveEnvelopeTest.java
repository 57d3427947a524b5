package io.widthwise.bench.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConcaveEnvelopeTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void leavesOutWhatMixingOthersBeats() {
    ConcaveEnvelope envelope =
        ConcaveEnvelope.of(
            List.of(
                new OfflineRung(40, 0.5), // Slower and no better than the next.
                new OfflineRung(30, 0.7),
                new OfflineRung(20, 0.5), // Half of 10 and 30 would give 0.55.
                new OfflineRung(10, 0.4)));

    assertThat(envelope.segments()).isEqualTo(2);
    assertThat(envelope.lengthMicros(0)).isEqualTo(10);
    assertThat(envelope.slope(0)).isCloseTo(0.04, within(ROUNDING));
    assertThat(envelope.lengthMicros(1)).isEqualTo(20);
    assertThat(envelope.slope(1)).isCloseTo(0.015, within(ROUNDING));
    assertThat(envelope.at(0)).isZero();
    assertThat(envelope.at(5)).isCloseTo(0.2, within(ROUNDING));
    assertThat(envelope.at(20)).isCloseTo(0.55, within(ROUNDING));
    assertThat(envelope.at(1e9)).isEqualTo(0.7);
  }

  @Test
  void isZeroWithoutRungs() {
    assertThat(ConcaveEnvelope.of(List.of()).at(10)).isZero();
  }

  @Property(tries = 3_000)
  void isTheLeastMixtureAboveAllRungs(@ForAll("instances") Instance instance) {
    List<OfflineRung> rungs = instance.rungs();
    ConcaveEnvelope envelope = ConcaveEnvelope.of(rungs);

    for (int k = 1; k < envelope.segments(); k++) {
      assertThat(envelope.slope(k)).isPositive().isLessThan(envelope.slope(k - 1) + ROUNDING);
    }
    for (double micros = 0; micros <= 10; micros++) {
      assertThat(envelope.at(micros)).isCloseTo(bestMixture(rungs, micros), within(ROUNDING));
    }
  }

  /** Mixes no more than two of the rungs and of doing nothing. */
  private static double bestMixture(List<OfflineRung> rungs, double micros) {
    double best = 0;
    for (OfflineRung one : rungs) {
      double s = one.serviceMicros();
      best = Math.max(best, s <= micros ? one.accuracy() : one.accuracy() * micros / s);
      for (OfflineRung other : rungs) {
        double t = other.serviceMicros();
        if (s < micros && micros < t) {
          double share = (micros - s) / (t - s);
          best = Math.max(best, one.accuracy() * (1 - share) + other.accuracy() * share);
        }
      }
    }
    return best;
  }

  @Provide
  Arbitrary<Instance> instances() {
    return Instances.any();
  }
}
