package io.widthwise.bench.recovery;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
   * Time after which hits are at {@value #RECOVERED_AT} of the bound's again, in that stretch and on
   * the whole from it on, or -1 if they never are.
   */
  @JsonProperty
  int recoveredAfterMillis() {
    int recovered = -1;
    int hits = 0;
    int boundHits = 0;
    for (int i = buckets.size() - 1; i >= 0; i--) {
      hits += buckets.get(i).hits();
      boundHits += buckets.get(i).boundHits();
      if (hits >= RECOVERED_AT * boundHits && buckets.get(i).hitRateOfBound() >= RECOVERED_AT) {
        recovered = i * BUCKET_MILLIS;
      }
    }
    return recovered;
  }

  /** Hits from the stretch in which they recovered on, over the bound's; 0 if they never did. */
  @JsonIgnore
  double hitRateOfBoundSince() {
    int from = recoveredAfterMillis() < 0 ? buckets.size() : recoveredAfterMillis() / BUCKET_MILLIS;
    List<Bucket> since = buckets.subList(from, buckets.size());
    double bound = since.stream().mapToInt(Bucket::boundHits).sum();
    return bound == 0 ? 0 : since.stream().mapToInt(Bucket::hits).sum() / bound;
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
            : "hits are at 99 %% of the bound's after %d ms, %.2f %% from then on"
                .formatted(after, 100 * hitRateOfBoundSince()));
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
