package io.widthwise.ingest.admission;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket for each camera: it holds at most {@code burst} tokens, gains {@code
 * framesPerSecond} of them a second, and a frame takes one.
 *
 * <p>Remembers the cameras seen last, since anyone may make up camera ids. One that is forgotten
 * starts with a full bucket, as it would have by then unless very many send at once.
 */
final class CameraPacer {
  private static final int MAX_CAMERAS = 10_000;

  private final CameraPace pace;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_CAMERAS;
        }
      };

  private static final class Bucket {
    double tokens;
    long filledMillis;

    Bucket(double tokens, long filledMillis) {
      this.tokens = tokens;
      this.filledMillis = filledMillis;
    }
  }

  CameraPacer(CameraPace pace) {
    this.pace = pace;
  }

  /** Whether {@code cameraId} may send a frame at {@code millis}; if so, it has sent one. */
  boolean admits(String cameraId, long millis) {
    if (!pace.limited()) {
      return true;
    }
    Bucket bucket = buckets.computeIfAbsent(cameraId, id -> new Bucket(pace.burst(), millis));
    long elapsedMillis = Math.max(0, millis - bucket.filledMillis);
    bucket.tokens =
        Math.min(pace.burst(), bucket.tokens + elapsedMillis * pace.framesPerSecond() / 1_000);
    bucket.filledMillis = Math.max(bucket.filledMillis, millis);
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }
}
