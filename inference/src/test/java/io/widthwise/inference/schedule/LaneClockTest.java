package io.widthwise.inference.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LaneClockTest {
  private static final Instant START = Instant.parse("2026-03-29T00:59:59Z");

  private final Host host = new Host();
  private final LaneClock clock = new LaneClock(host, () -> host.nanos);

  @Test
  void goesWithTheHostsClockWhileThatIsSteady() {
    host.pass(Duration.ofMillis(250));

    assertThat(clock.instant()).isEqualTo(START.plusMillis(250));
    assertThat(clock.micros()).isEqualTo(START.plusMillis(250).toEpochMilli() * 1_000);
  }

  @Test
  void aStepOfTheWallClockNeitherStopsNorTurnsTime() {
    for (long step : new long[] {-2_000, 2_000}) {
      Instant before = clock.instant();
      host.step(Duration.ofMillis(step));
      assertThat(clock.instant()).isEqualTo(before);
      for (int i = 0; i < 100; i++) {
        Instant earlier = clock.instant();
        host.pass(Duration.ofMillis(10));
        Duration seen = Duration.between(earlier, clock.instant());
        assertThat(seen).isBetween(Duration.ofNanos(9_500_000), Duration.ofNanos(10_500_000));
      }
    }
  }

  @Test
  void aStepIsFollowedWithinItsTime() {
    clock.instant();
    host.step(Duration.ofMillis(-500));
    for (int i = 0; i < 1_001; i++) {
      host.pass(Duration.ofMillis(10));
      clock.instant();
    }

    assertThat(clock.instant()).isEqualTo(host.instant());
  }

  @Test
  void aClockThatWasWrongByFarIsCorrectedAtOnce() {
    for (long hours : new long[] {1, -2}) {
      host.step(Duration.ofHours(hours));

      assertThat(clock.instant()).isEqualTo(host.instant());
    }
  }

  @Test
  void isOfUtcAlone() {
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
  }

  /** A host whose wall clock can be stepped while its monotonic clock goes on. */
  private static final class Host extends Clock {
    private long nanos = 42;
    private Duration off = Duration.ZERO;

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    void step(Duration by) {
      off = off.plus(by);
    }

    @Override
    public Instant instant() {
      return START.plusNanos(nanos - 42).plus(off);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
