package io.widthwise.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.ingest.admission.AdmissionSettings.Delivery;
import org.junit.jupiter.api.Test;

class AdmissionSettingsTest {
  @Test
  void deliveryIsCalledAsItIsForTheJob() {
    assertThat(Delivery.of("at-least-once")).isEqualTo(Delivery.AT_LEAST_ONCE);
    assertThat(Delivery.of("exactly-once")).isEqualTo(Delivery.EXACTLY_ONCE);
  }

  @Test
  void anotherDeliveryIsRefusedInASentence() {
    assertThatThrownBy(() -> Delivery.of("at-most-once"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delivery must be at-least-once or exactly-once, not 'at-most-once'");
  }
}
