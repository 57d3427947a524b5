package io.widthwise.ingest.publish;

import io.widthwise.ingest.source.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When frames of a recording are released. Schedules are open loop: a stall does not move later
 * frames, so what follows it catches up. A live source sets its own pace and is released at once.
 */
public sealed interface Pace {

  /** A schedule that begins now; asked once for each frame, in the source's order. */
  Schedule begin();

  /** Tells when a frame is due, as time since the first frame's release; never negative. */
  @FunctionalInterface
  interface Schedule {
    Duration due(SourceFrame frame);
  }

  /** The gaps between capture times. */
  record Recorded() implements Pace {
    @Override
    public Schedule begin() {
      Instant[] first = new Instant[1];
      return frame -> {
        if (first[0] == null) {
          first[0] = frame.captureTime();
        }
        Duration due = Duration.between(first[0], frame.captureTime());
        return due.isNegative() ? Duration.ZERO : due;
      };
    }
  }

  /** A fixed rate for each camera, whatever the capture times. */
  record PerCamera(double framesPerSecond) implements Pace {
    public PerCamera {
      requireRate(framesPerSecond);
    }

    @Override
    public Schedule begin() {
      Map<String, Long> released = new HashMap<>();
      return frame -> spaced(released.merge(frame.cameraId(), 1L, Long::sum), framesPerSecond);
    }
  }

  /** A fixed rate for all cameras together. */
  record Total(double framesPerSecond) implements Pace {
    public Total {
      requireRate(framesPerSecond);
    }

    @Override
    public Schedule begin() {
      long[] released = new long[1];
      return frame -> spaced(++released[0], framesPerSecond);
    }
  }

  /** As fast as the broker takes them. */
  record Unlimited() implements Pace {
    @Override
    public Schedule begin() {
      return frame -> Duration.ZERO;
    }
  }

  /**
   * Reads a pace from text: {@code source}, {@code max}, {@code 30} or {@code 30/camera} for frames
   * per second of each camera, {@code 120/total} for all cameras together.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Pace parse(String text) {
    Matcher rate = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(/camera|/total)?").matcher(text);
    if (rate.matches()) {
      double framesPerSecond = Double.parseDouble(rate.group(1));
      return "/total".equals(rate.group(2))
          ? new Total(framesPerSecond)
          : new PerCamera(framesPerSecond);
    }
    return switch (text) {
      case "source" -> new Recorded();
      case "max" -> new Unlimited();
      default ->
          throw new IllegalArgumentException(
              "the pace '%s' must be 'source', 'max', or frames per second such as '30' or '30/camera' for each camera and '120/total' for all together"
                  .formatted(text));
    };
  }

  private static void requireRate(double framesPerSecond) {
    if (!(framesPerSecond > 0 && framesPerSecond <= 1e6)) {
      throw new IllegalArgumentException(
          "frames per second must be over 0 and at most 1000000 but is " + framesPerSecond);
    }
  }

  private static Duration spaced(long count, double framesPerSecond) {
    return Duration.of(Math.round((count - 1) * 1e9 / framesPerSecond), ChronoUnit.NANOS);
  }
}
