package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.widthwise.inference.schedule.LatencyProfile.VariantTimes;
import io.widthwise.schemas.FrameEncoding;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyProfileTest {
  private static final QueuedFrame<String> VGA = Frames.due("frame", 0);
  private static final long VGA_DECODE_MICROS = 307;

  private final LatencyProfile profile =
      new LatencyProfile(
          List.of(new VariantTimes(0.5, 200), new VariantTimes(0.7, 2_000)),
          1.0,
          (variant, frame) -> 0);

  @Test
  void predictsWhatWasMeasuredWithSomeReserveAtFirst() {
    assertThat(profile.predictMicros(0, VGA)).isBetween(507L, 700L);
    assertThat(profile.predictMicros(1, VGA)).isBetween(2_307L, 3_000L);
  }

  @Test
  void largerFramesTakeLongerToDecode() {
    QueuedFrame<String> fullHd =
        new QueuedFrame<>("", "camera", 0, 0, 1_920, 1_080, FrameEncoding.JPEG);

    assertThat(profile.predictMicros(0, fullHd)).isGreaterThan(profile.predictMicros(0, VGA));
  }

  @Test
  void followsAHostThatSlowsDownByHalfForEveryVariant() {
    serve(0, 64, 1);
    long before = profile.predictMicros(1, VGA);

    serve(0, 15, 2);

    assertThat(profile.pace()).isBetween(1.8, 2.0);
    assertThat(profile.predictMicros(1, VGA))
        .as("the wide variant was not served, but the host is slow for it too")
        .isGreaterThan((long) (1.8 * before));
  }

  @Test
  void returnsWhenTheHostRecovers() {
    serve(0, 200, 1);
    long before = profile.predictMicros(0, VGA);
    serve(0, 30, 2);
    serve(0, 200, 1);

    assertThat(profile.predictMicros(0, VGA)).isCloseTo(before, within(before / 20));
  }

  @Test
  void mendsAWrongMeasurementOfOneVariant() {
    for (int i = 0; i < 1_000; i++) {
      profile.observe(0, VGA, VGA_DECODE_MICROS, 200);
      profile.observe(1, VGA, VGA_DECODE_MICROS, 2_600);
    }

    assertThat(profile.predictMicros(0, VGA)).isBetween(480L, 620L);
    assertThat(profile.predictMicros(1, VGA)).isBetween(2_800L, 3_200L);
  }

  @Test
  void oneStallDoesNotSpoilTheForecast() {
    serve(0, 64, 1);
    long before = profile.predictMicros(0, VGA);
    profile.observe(0, VGA, VGA_DECODE_MICROS, 200 * 20);
    serve(0, 20, 1);

    assertThat(profile.predictMicros(0, VGA)).isLessThan((long) (1.2 * before));
  }

  @Test
  void neverCallsLeastWhatIsMoreThanExpected() {
    serve(1, 64, 0.2);

    assertThat(profile.leastMicros(1, VGA)).isLessThanOrEqualTo(profile.expectMicros(1, VGA));
    assertThat(profile.leastMicros(1, VGA)).isLessThan(500);
  }

  private void serve(int variant, int frames, double slowness) {
    long inference = variant == 0 ? 200 : 2_000;
    for (int i = 0; i < frames; i++) {
      profile.observe(
          variant, VGA, Math.round(VGA_DECODE_MICROS * slowness), Math.round(inference * slowness));
    }
  }
}
