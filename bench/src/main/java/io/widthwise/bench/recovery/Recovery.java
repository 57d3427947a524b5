package io.widthwise.bench.recovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/**
 * How deadlines fare after a change.
 *
 * @param change what changed
 * @param load of the run
 * @param buckets stretches of {@value #BUCKET_MILLIS} ms after the change, one after another
 */
record Recovery(String change, double load, List<Bucket> buckets) {
  static final int BUCKET_MILLIS = 100;

  /** Buckets that are looked at together: single ones have few frames. */
  private static final int HALF_SECOND = 5;

  /** Share of the bound's hits at which deadlines are held again. */
  static final double RECOVERED_AT = 0.99;

  /**
   * Frames of all runs that arrive in one stretch.
   *
   * @param frames how many
   * @param hits how many were labelled in time
   * @param boundHits how many more a clairvoyant gets done in time of all frames up to the end of
   *     the stretch than of those up to its beginning
   */
  record Bucket(int frames, int hits, int boundHits) {
    @JsonProperty
    double hitRate() {
      return frames == 0 ? 1 : (double) hits / frames;
    }

    @JsonProperty
    double hitRateOfBound() {
      return boundHits == 0 ? 1 : (double) hits / boundHits;
    }
  }

  /**
   * Time from which on hits are at {@value #RECOVERED_AT} of the bound's or above in every half
   * second, or -1 if they are not even in the last one.
   */
  @JsonProperty
  int recoveredAfterMillis() {
    int first = buckets.size() - HALF_SECOND;
    while (first >= 0 && hitRateOfBound(first, first + HALF_SECOND) >= RECOVERED_AT) {
      first--;
    }
    return first == buckets.size() - HALF_SECOND ? -1 : (first + 1) * BUCKET_MILLIS;
  }

  private double hitRateOfBound(int from, int to) {
    List<Bucket> some = buckets.subList(from, to);
    double bound = some.stream().mapToInt(Bucket::boundHits).sum();
    return bound == 0 ? 1 : some.stream().mapToInt(Bucket::hits).sum() / bound;
  }

  String table() {
    StringBuilder text = new StringBuilder();
    int after = recoveredAfterMillis();
    line(
        text,
        "%s, load %s: %s%n",
        change,
        load,
        after < 0
            ? "hits do NOT get back to 99 % of the bound's"
            : "after %d ms hits are at 99 %% of the bound's in every half second, %.2f %% on the whole"
                .formatted(after, 100 * hitRateOfBound(after / BUCKET_MILLIS, buckets.size())));
    line(text, "%14s %8s %8s %10s%n", "ms after it", "frames", "hits %", "of bound %");
    for (int i = 0; i < buckets.size(); i++) {
      Bucket bucket = buckets.get(i);
      line(
          text,
          "%6d to %4d %8d %8.2f %10.2f%n",
          i * BUCKET_MILLIS,
          (i + 1) * BUCKET_MILLIS,
          bucket.frames(),
          100 * bucket.hitRate(),
          100 * bucket.hitRateOfBound());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments));
  }
}
