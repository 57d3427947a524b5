package io.widthwise.ingest.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long MILLI = 1_000_000;

  @Test
  void letsThroughWhatKeepsToTheRate() {
    RateLimit limit = new RateLimit(10, 1);
    for (int i = 0; i < 100; i++) {
      assertThat(limit.take(i * 100 * MILLI)).isZero();
    }
  }

  @Test
  void saysHowLongToWait() {
    RateLimit limit = new RateLimit(10, 1);
    assertThat(limit.take(0)).isZero();
    assertThat(limit.take(30 * MILLI)).isEqualTo(70 * MILLI);
    assertThat(limit.take(100 * MILLI)).isZero();
  }

  @Test
  void letsABurstThroughAfterAPause() {
    RateLimit limit = new RateLimit(10, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take(0)).isZero();
    }
    assertThat(limit.take(0)).isEqualTo(100 * MILLI);
  }

  @Test
  void thinsAFastCameraToItsRate() {
    RateLimit limit = new RateLimit(10, 1.5);
    int taken = 0;
    for (int i = 0; i < 300; i++) {
      taken += limit.take(Math.round(i * 1e9 / 30)) == 0 ? 1 : 0;
    }
    assertThat(taken).isBetween(99, 102);
  }
}
