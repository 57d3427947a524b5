package io.widthwise.inference.schedule;

import io.widthwise.schemas.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds capture clocks that do not go on: a later frame of a camera (by its sequence) that states
 * an earlier capture time than the one before it, or still the same after {@link #STANDS_STILL} of
 * the broker's time; until then it may be a burst. Frames out of order and frames that come late
 * state earlier times too, but have lower sequences; a camera that was restarted counts anew.
 *
 * <p>Remembers the last frame of the cameras that were heard of last. Not thread-safe.
 */
public final class CaptureClocks {
  private static final int CAMERAS = 10_000;

  static final Duration STANDS_STILL = Duration.ofMillis(100);

  /** The newest frame of a camera; {@code since} is when its capture time was first stated. */
  private record Last(long sequence, Instant captured, Instant since) {}

  private final Map<String, Last> cameras =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
          return size() > CAMERAS;
        }
      };

  /**
   * Takes in a frame; false if the clock of its camera stands still or has gone back.
   *
   * @param appended when the broker had it
   */
  public boolean goesOn(Frame frame, Instant appended) {
    Last last = cameras.get(frame.getCameraId());
    Instant captured = frame.getCaptureTime();
    if (last == null || captured.isAfter(last.captured())) {
      cameras.put(frame.getCameraId(), new Last(frame.getSequence(), captured, appended));
      return true;
    }
    if (frame.getSequence() <= last.sequence()) {
      return true;
    }
    boolean same = captured.equals(last.captured());
    // After a step back the clock is believed again from the next frame on.
    Instant since = same ? last.since() : appended;
    cameras.put(frame.getCameraId(), new Last(frame.getSequence(), captured, since));
    return same && Duration.between(since, appended).compareTo(STANDS_STILL) <= 0;
  }
}
