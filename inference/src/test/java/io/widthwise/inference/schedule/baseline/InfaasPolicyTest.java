package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.VariantPolicyContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InfaasPolicyTest extends VariantPolicyContract {
  private static final long BUDGET_MICROS = 50_000;

  private final SteadyLoad load =
      new SteadyLoad(
          new Decision(new InfaasPolicy(Duration.ofMillis(2)), Frames.times(1_000, 4_000, 10_000)));

  @Override
  protected VariantPolicy policy(Duration margin) {
    return new InfaasPolicy(margin);
  }

  @Override
  protected int fastestVariant(VariantPolicy policy) {
    return ((InfaasPolicy) policy).variant();
  }

  @Test
  void startsWithTheWidestVariantThatMeetsTheObjective() {
    assertThat(load.variantAfter(1, 0, BUDGET_MICROS)).isEqualTo(2);
  }

  @Test
  void takesTheWidestVariantThatCarriesTheLoad() {
    assertThat(load.variantAfter(150, 20_000, BUDGET_MICROS)).as("50 a second").isEqualTo(2);
    assertThat(load.variantAfter(450, 6_000, BUDGET_MICROS)).as("167 a second").isEqualTo(1);
    assertThat(load.variantAfter(2_000, 2_000, BUDGET_MICROS)).as("500 a second").isZero();
    assertThat(load.variantAfter(150, 20_000, BUDGET_MICROS)).as("50 a second again").isEqualTo(2);
  }

  @Test
  void doesNotReactBeforeItsMonitorLooksAgain() {
    load.variantAfter(150, 20_000, BUDGET_MICROS);

    assertThat(load.variantAfter(200, 2_000, BUDGET_MICROS))
        .as("0.4 s of ten times the load")
        .isEqualTo(2);
  }

  @Test
  void countsQueueingAgainstTheObjective() {
    assertThat(load.variantAfter(300, 11_000, 70_000))
        .as("10 ms of service and 50 ms of waiting at 91 % of capacity")
        .isEqualTo(2);
    assertThat(load.variantAfter(300, 11_000, BUDGET_MICROS))
        .as("the same, due after 50 ms")
        .isEqualTo(1);
  }

  @Test
  void aFrameThatComesNearlyTooLateDoesNotSetTheObjective() {
    load.variantAfter(200, 20_000, BUDGET_MICROS);
    load.variantAfter(1, 20_000, 3_000);

    assertThat(load.variantAfter(60, 20_000, BUDGET_MICROS)).isEqualTo(2);
  }
}
