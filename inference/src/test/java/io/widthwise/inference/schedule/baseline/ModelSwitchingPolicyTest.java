package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.VariantPolicyContract;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelSwitchingPolicyTest extends VariantPolicyContract {
  private static final long BUDGET_MICROS = 50_000;

  private final SteadyLoad load =
      new SteadyLoad(
          new Decision(
              new ModelSwitchingPolicy(Duration.ofMillis(2)), Frames.times(1_000, 4_000, 10_000)));

  @Override
  protected VariantPolicy policy(Duration margin) {
    return new ModelSwitchingPolicy(margin);
  }

  @Override
  protected int fastestVariant(VariantPolicy policy) {
    return ((ModelSwitchingPolicy) policy).variant();
  }

  @Test
  void switchesToNarrowerVariantsAsTheLoadRisesAndBack() {
    assertThat(load.variantAfter(150, 20_000, BUDGET_MICROS)).as("50 a second").isEqualTo(2);
    assertThat(load.variantAfter(450, 5_000, BUDGET_MICROS)).as("200 a second").isEqualTo(1);
    assertThat(load.variantAfter(2_000, 1_000, BUDGET_MICROS)).as("1000 a second").isZero();
    assertThat(load.variantAfter(150, 20_000, BUDGET_MICROS)).as("50 a second again").isEqualTo(2);
  }

  @Test
  void keepsAWideVariantThatMissesALittleWhereItsAccuracyOutweighsThat() {
    // At capacity one in ten is missed by the widest, whose accuracy is half as much again.
    assertThat(load.variantAfter(400, 10_000, BUDGET_MICROS)).isEqualTo(2);
  }

  @Test
  void takesNoVariantThatCannotMeetTheDeadline() {
    assertThat(load.variantAfter(10, 100_000, 11_000)).isEqualTo(1);
  }

  @Test
  void nothingIsMissedOnAnIdleLaneAndEverythingWhereServiceAloneTakesTooLong() {
    assertThat(ModelSwitchingPolicy.missed(0, 1_000, 50_000)).isZero();
    assertThat(ModelSwitchingPolicy.missed(0.0001, 1_000, 999)).isEqualTo(1);
  }

  @Test
  void inOverloadTheShareServedIsWhatCapacityAllows() {
    assertThat(ModelSwitchingPolicy.missed(0.002, 1_000, 100_000)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void theEstimateHasNoStepAtFullUse() {
    double below = ModelSwitchingPolicy.missed(0.000999, 1_000, 20_000);
    double at = ModelSwitchingPolicy.missed(0.001, 1_000, 20_000);
    double above = ModelSwitchingPolicy.missed(0.001001, 1_000, 20_000);

    assertThat(at).isEqualTo(1 / 40.0);
    assertThat(below).isCloseTo(at, within(0.001));
    assertThat(above).isCloseTo(at, within(0.001));
  }

  @Test
  void theEstimateAgreesWithASimulatedQueue() {
    for (double rho : new double[] {0.5, 0.8, 0.95, 1.0, 1.2, 2.0}) {
      assertThat(ModelSwitchingPolicy.missed(rho / 1_000, 1_000, 6_000))
          .as("missed at utilisation %s", rho)
          .isCloseTo(simulatedMisses(rho), within(0.02));
    }
  }

  /** Share of Poisson arrivals turned away since they would wait more than five service times. */
  private static double simulatedMisses(double rho) {
    Random random = new Random(1);
    int customers = 200_000;
    int missed = 0;
    double wait = 0;
    for (int i = 0; i < customers; i++) {
      if (wait > 5) {
        missed++;
      } else {
        wait += 1;
      }
      wait = Math.max(0, wait + Math.log(1 - random.nextDouble()) / rho);
    }
    return (double) missed / customers;
  }
}
