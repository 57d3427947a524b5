package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.LanePlan;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.VariantPolicyContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FixedVariantPolicyTest extends VariantPolicyContract {
  @Override
  protected VariantPolicy policy(Duration margin) {
    return new FixedVariantPolicy(3);
  }

  @Override
  protected int fastestVariant(VariantPolicy policy) {
    return 3;
  }

  @Test
  void servesTheEarliestWithItsVariantHoweverMuchTimeThereIs() {
    LanePlan plan =
        decision(1).at(0, Frames.queue(Frames.due("b", 900_000), Frames.due("a", 800_000)));

    assertThat(plan.serveIndex()).isZero();
    assertThat(plan.servedCount()).isEqualTo(1);
    assertThat(plan.variant()).isEqualTo(1);
  }

  @Test
  void shedsWhatItsVariantCannotServeInTime() {
    LanePlan plan =
        decision(1).at(0, Frames.queue(Frames.due("hopeless", 3_999), Frames.due("fine", 9_000)));

    assertThat(plan.shedIndex(0)).isZero();
    assertThat(plan.serveIndex()).isEqualTo(1);
  }

  @Test
  void refusesAVariantThatTheLadderLacks() {
    assertThatThrownBy(() -> decision(7).at(0, Frames.queue(Frames.due("a", 9_000))))
        .hasMessageContaining("variant 7 is fixed but the ladder has only 2");
    assertThatIllegalArgumentException().isThrownBy(() -> new FixedVariantPolicy(-1));
  }

  private static Decision decision(int variant) {
    return new Decision(new FixedVariantPolicy(variant), Frames.times(1_000, 4_000));
  }
}
