package io.widthwise.ingest.publish;

import io.widthwise.ingest.source.FrameSource;
import java.util.OptionalInt;

/**
 * How frames are published.
 *
 * @param pace when frames of a recording are released; ignored for live sources
 * @param captureClock which capture time the frame carries
 * @param latencyBudgetMillis time from capture to deadline to ask for, milliseconds; empty leaves
 *     it to the job's configuration
 * @param priority of every frame; 0 is normal
 * @param bufferFrames frames that may wait between source and sender
 * @param maxInFlight frames sent but not yet acknowledged, which bounds how old a live frame gets
 *     while the broker is away
 */
public record PublisherSettings(
    Pace pace,
    CaptureClock captureClock,
    OptionalInt latencyBudgetMillis,
    int priority,
    int bufferFrames,
    int maxInFlight) {

  public PublisherSettings {
    latencyBudgetMillis.ifPresent(budget -> requireWithin("latencyBudgetMillis", budget, 600_000));
    requireWithin("bufferFrames", bufferFrames, 100_000);
    requireWithin("maxInFlight", maxInFlight, 100_000);
  }

  /**
   * Defaults for {@code source}: recordings are restamped, since their capture times are long past;
   * live frames keep theirs, so that time spent waiting here counts against their deadline.
   */
  public static PublisherSettings forSource(FrameSource source) {
    CaptureClock clock = source.live() ? CaptureClock.RECORDED : CaptureClock.RESTAMP;
    return new PublisherSettings(new Pace.Recorded(), clock, OptionalInt.empty(), 0, 32, 32);
  }

  private static void requireWithin(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d but is %d".formatted(name, max, value));
    }
  }

  public PublisherSettings withPace(Pace value) {
    return new PublisherSettings(
        value, captureClock, latencyBudgetMillis, priority, bufferFrames, maxInFlight);
  }

  public PublisherSettings withCaptureClock(CaptureClock value) {
    return new PublisherSettings(
        pace, value, latencyBudgetMillis, priority, bufferFrames, maxInFlight);
  }

  public PublisherSettings withLatencyBudgetMillis(int value) {
    return new PublisherSettings(
        pace, captureClock, OptionalInt.of(value), priority, bufferFrames, maxInFlight);
  }

  public PublisherSettings withPriority(int value) {
    return new PublisherSettings(
        pace, captureClock, latencyBudgetMillis, value, bufferFrames, maxInFlight);
  }

  public PublisherSettings withBufferFrames(int value) {
    return new PublisherSettings(
        pace, captureClock, latencyBudgetMillis, priority, value, maxInFlight);
  }

  public PublisherSettings withMaxInFlight(int value) {
    return new PublisherSettings(
        pace, captureClock, latencyBudgetMillis, priority, bufferFrames, value);
  }
}
