package io.widthwise.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final AtomicInteger sleeps = new AtomicInteger();

  @Test
  void neverReturnsEarlyHoweverOftenASleepIsCutShort() throws InterruptedException {
    Pacer pacer = pacer(nanos -> now = now.plusNanos((nanos + 1) / 2));
    assertThat(pacer.await(1_000)).isEqualTo(1_000);
    assertThat(now).isAfterOrEqualTo(START.plusNanos(1_000_000));
    assertThat(sleeps.get()).isGreaterThan(1);
  }

  @Test
  void tellsHowLateASleepEnded() throws InterruptedException {
    Pacer pacer = pacer(nanos -> now = now.plusNanos(nanos + 70_000));
    assertThat(pacer.await(1_000)).isEqualTo(1_070);
  }

  @Test
  void releasesALateFrameAtOnceAndTheNextOneAtItsOwnTime() throws InterruptedException {
    Pacer pacer = pacer(nanos -> now = now.plusNanos(nanos));
    now = START.plusNanos(5_000_000);
    assertThat(pacer.await(1_000)).isEqualTo(5_000);
    assertThat(pacer.await(2_000)).isEqualTo(5_000);
    assertThat(sleeps).hasValue(0);
    assertThat(pacer.await(6_000)).isEqualTo(6_000);
  }

  @Test
  void waitsForAStartThatIsStillToCome() throws InterruptedException {
    now = START.minusSeconds(1);
    assertThat(pacer(nanos -> now = now.plusNanos(nanos)).await(0)).isZero();
    assertThat(now).isEqualTo(START);
  }

  @Test
  void endsWhenInterrupted() {
    Pacer pacer = pacer(nanos -> Thread.currentThread().interrupt());
    assertThatThrownBy(() -> pacer.await(1_000)).isInstanceOf(InterruptedException.class);
  }

  private Pacer pacer(Pacer.Sleeper sleeper) {
    return new Pacer(
        START,
        () -> now,
        nanos -> {
          sleeps.incrementAndGet();
          sleeper.sleep(nanos);
        });
  }
}
