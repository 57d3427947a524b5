package io.widthwise.bench.swap;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Deadlines near swaps beside those elsewhere in the same run.
 *
 * @param framesPerSecond rate of the run
 * @param budgetMillis of every frame
 * @param swaps how many releases every lane came to serve
 * @param loadSeconds time from announcement to the last lane's swap, mean
 * @param near frames taken within {@link #NEAR} of a lane's swap
 * @param loading other frames taken between an announcement and the last lane's swap
 * @param elsewhere all others
 * @param lost frames that were published and have no outcome
 */
public record SwapReport(
    double framesPerSecond,
    int budgetMillis,
    int swaps,
    double loadSeconds,
    Hits near,
    Hits loading,
    Hits elsewhere,
    long lost) {
  static final Duration NEAR = Duration.ofSeconds(2);

  /**
   * Frames of one kind.
   *
   * @param frames how many
   * @param hits labelled by their deadline
   */
  public record Hits(long frames, long hits) {
    @JsonProperty
    double rate() {
      return frames == 0 ? 1 : (double) hits / frames;
    }
  }

  /** One frame of the run. */
  record Fate(Instant captured, boolean hit) {}

  /**
   * One swap.
   *
   * @param announced when the release was announced
   * @param lanes when each lane began to serve it
   */
  record Swap(Instant announced, List<Instant> lanes) {
    Instant last() {
      return lanes.stream().max(Instant::compareTo).orElseThrow();
    }

    boolean near(Instant time) {
      return lanes.stream()
          .anyMatch(lane -> Duration.between(lane, time).abs().compareTo(NEAR) <= 0);
    }

    boolean loading(Instant time) {
      return !time.isBefore(announced) && !time.isAfter(last());
    }
  }

  static SwapReport of(
      double framesPerSecond, int budgetMillis, List<Fate> fates, List<Swap> swaps, long lost) {
    long[][] counts = new long[3][2];
    for (Fate fate : fates) {
      boolean near = swaps.stream().anyMatch(swap -> swap.near(fate.captured()));
      boolean loading = swaps.stream().anyMatch(swap -> swap.loading(fate.captured()));
      long[] kind = counts[near ? 0 : loading ? 1 : 2];
      kind[0]++;
      kind[1] += fate.hit() ? 1 : 0;
    }
    double loadSeconds =
        swaps.stream()
            .mapToDouble(swap -> Duration.between(swap.announced(), swap.last()).toMillis() / 1e3)
            .average()
            .orElse(0);
    return new SwapReport(
        framesPerSecond,
        budgetMillis,
        swaps.size(),
        loadSeconds,
        new Hits(counts[0][0], counts[0][1]),
        new Hits(counts[1][0], counts[1][1]),
        new Hits(counts[2][0], counts[2][1]),
        lost);
  }

  /** Hits near swaps over hits elsewhere; 1 says that a swap costs no deadline. */
  @JsonProperty
  public double nearOverElsewhere() {
    return near.rate() / elsewhere.rate();
  }

  /** Hits while a release is loaded over hits elsewhere. */
  @JsonProperty
  public double loadingOverElsewhere() {
    return loading.rate() / elsewhere.rate();
  }

  String table() {
    return String.format(
        Locale.ROOT,
        "%d swaps, %.1f frames/s, %d ms budget; a release is loaded in %.1f s; %d frames lost%n"
            + "%-26s %8s %8s%n%s%s%s"
            + "near swaps over elsewhere %.4f, while loading over elsewhere %.4f%n",
        swaps,
        framesPerSecond,
        budgetMillis,
        loadSeconds,
        lost,
        "frames taken",
        "frames",
        "hits %",
        row("within 2 s of a swap", near),
        row("while a release is loaded", loading),
        row("elsewhere", elsewhere),
        nearOverElsewhere(),
        loadingOverElsewhere());
  }

  private static String row(String name, Hits hits) {
    return String.format(Locale.ROOT, "%-26s %8d %8.3f%n", name, hits.frames(), 100 * hits.rate());
  }
}
