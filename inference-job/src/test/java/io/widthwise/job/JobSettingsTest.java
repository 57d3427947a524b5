package io.widthwise.job;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.widthwise.schemas.check.FrameLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
  @Test
  void aPolicyThatDoesNotExistIsRefusedBeforeTheJobIsSubmitted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withPolicy("widest"))
        .withMessageContaining("'widest'")
        .withMessageContaining("water-filling");
  }

  @Test
  void aPolicyBoundToAVariantIsAcceptedSinceOnlyTheTaskKnowsItsVariants() {
    assertThatNoException().isThrownBy(() -> withPolicy("fixed:0.5@160"));
  }

  private static JobSettings withPolicy(String policy) {
    return new JobSettings(
        "bundle",
        Duration.ofMillis(100),
        List.of(),
        Duration.ofSeconds(10),
        policy,
        Duration.ofMillis(3),
        64,
        5,
        Duration.ofSeconds(1),
        0.01,
        FrameLimits.DEFAULT,
        List.of());
  }
}
