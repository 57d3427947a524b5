package io.widthwise.inference.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.inference.classify.LadderMeasurement.Measured;
import io.widthwise.inference.testing.TinyBundle;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderMeasurementTest {
  private static final VariantSpec NARROW = TinyBundle.rung(0.25, 32, 0.5).variant();
  private static final VariantSpec WIDE = TinyBundle.rung(1.0, 64, 0.9).variant();

  /** Decode of a 640 x 480 JPEG takes 307.2 µs here. */
  private static final LadderMeasurement MEASURED =
      new LadderMeasurement(List.of(new Measured(NARROW, 100), new Measured(WIDE, 692.8)), 1.0);

  @Test
  void decodeCountsAgainstTheBudget() {
    assertThat(MEASURED.pictureMicros(MEASURED.front().get(1))).isEqualTo(1_000.0);
    assertThat(MEASURED.mostAccurateWithin(Duration.ofNanos(1_000_000))).contains(WIDE);
    assertThat(MEASURED.mostAccurateWithin(Duration.ofNanos(999_999))).contains(NARROW);
  }

  @Test
  void aBudgetBelowTheFastestHasNoVariant() {
    assertThat(MEASURED.mostAccurateWithin(Duration.ofNanos(407_000))).isEmpty();
  }
}
