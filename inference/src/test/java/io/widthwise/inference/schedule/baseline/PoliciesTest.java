package io.widthwise.inference.schedule.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.widthwise.inference.schedule.Frames;
import io.widthwise.inference.schedule.VariantPolicy;
import io.widthwise.inference.schedule.WaterFillingPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
  private static final List<String> VARIANTS =
      List.of("0.25@128/int8", "0.5@160/int8", "0.5@160/fp32");

  @Test
  void knowsThePoliciesByName() {
    assertThat(create("water-filling")).isInstanceOf(WaterFillingPolicy.class);
    assertThat(create(Policies.DEFAULT)).isInstanceOf(WaterFillingPolicy.class);
    assertThat(create("infaas")).isInstanceOf(InfaasPolicy.class);
    assertThat(create("slackfit")).isInstanceOf(SlackFitPolicy.class);
    assertThat(create("model-switching")).isInstanceOf(ModelSwitchingPolicy.class);
    assertThat(create("clipper:0")).isInstanceOf(ClipperPolicy.class);
    assertThat(create("fixed:0")).isInstanceOf(FixedVariantPolicy.class);
  }

  @Test
  void aVariantIsNamedByItsIndexOrKey() {
    assertThat(variantOf("fixed:1")).isEqualTo(1);
    assertThat(variantOf("fixed:0.5@160/fp32")).isEqualTo(2);
    assertThat(variantOf("clipper:0.25@128")).isZero();
  }

  @Test
  void everyLaneGetsAPolicyOfItsOwn() {
    Policies.Factory factory = Policies.parse("infaas");

    assertThat(factory.create(Duration.ZERO, VARIANTS))
        .isNotSameAs(factory.create(Duration.ZERO, VARIANTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "waterfilling", "fixed", "fixed:", "clipper", "infaas:1", "slackfit:", ":"})
  void saysWhatIsPossible(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining(Policies.POSSIBLE);
  }

  @Test
  void saysWhichVariantsTheLaneHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create("fixed:3"))
        .withMessage(
            "policy 'fixed:3' is bound to a variant that is not there; the lane's variants are"
                + " 0 (0.25@128/int8), 1 (0.5@160/int8), 2 (0.5@160/fp32)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create("clipper:0.5@160"))
        .withMessageContaining("more than one variant");
  }

  private static VariantPolicy create(String text) {
    return Policies.parse(text).create(Duration.ZERO, VARIANTS);
  }

  private static int variantOf(String text) {
    return new Decision(create(text), Frames.times(1_000, 2_000, 3_000))
        .at(0, Frames.queue(Frames.due("", 100_000)))
        .variant();
  }
}
