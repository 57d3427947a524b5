package io.widthwise.inference.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The time of day for those who measure with it: it goes on at the pace of the monotonic clock,
 * never back, and follows the host's wall clock slowly.
 *
 * <p>A wall clock that is stepped (by NTP, or by hand) would make a lane give up all that waits, or
 * serve what is late, and services last negative times. Here a difference to the wall clock is
 * worked off at {@link #SLEW} of the time that passes: half a second within ten. A difference above
 * {@link #LARGEST_SLEWED} is no correction but a clock that was wrong, or a host that slept, and is
 * taken over at once, the only case in which this clock may jump and, by that much, go back.
 * Smeared leap seconds (a few ten parts in a million) are followed as they come.
 */
public final class LaneClock extends Clock {
  static final double SLEW = 0.05;
  static final Duration LARGEST_SLEWED = Duration.ofSeconds(10);

  private final Clock wall;
  private final LongSupplier nanos;
  private Instant now;
  private long atNanos;

  /** A clock that follows the host's. */
  public static LaneClock ofHost() {
    return new LaneClock(Clock.systemUTC(), System::nanoTime);
  }

  LaneClock(Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.now = wall.instant();
    this.atNanos = nanos.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    long elapsed = Math.max(0, nanos.getAsLong() - atNanos);
    atNanos += elapsed;
    Instant steady = now.plusNanos(elapsed);
    Duration off = Duration.between(steady, wall.instant());
    if (off.abs().compareTo(LARGEST_SLEWED) > 0) {
      now = steady.plus(off);
    } else {
      long most = (long) (SLEW * elapsed);
      now = steady.plusNanos(Math.max(-most, Math.min(most, off.toNanos())));
    }
    return now;
  }

  /** Microseconds since the epoch. */
  public long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    if (!zone.equals(ZoneOffset.UTC)) {
      throw new UnsupportedOperationException("times are of UTC, without daylight saving");
    }
    return this;
  }
}
