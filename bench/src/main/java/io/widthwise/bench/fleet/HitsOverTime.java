package io.widthwise.bench.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Frames and hits by the time at which the frames were published. */
final class HitsOverTime {
  private static final int BIN_MICROS = 100_000;
  private static final int BINS_OF_SECOND = 10;
  private static final double NORMAL = 0.99;

  private final long[] frames;
  private final long[] hits;
  private final double[] accuracySum;

  /**
   * How a fleet came through an interruption.
   *
   * @param atSeconds when it was
   * @param afterSeconds how long until the frames of a whole second made their deadlines at {@value
   *     #NORMAL} of the share from before the first interruption; null if they never did
   * @param missedFrames frames published until then that missed their deadlines
   */
  record Recovery(double atSeconds, Double afterSeconds, long missedFrames) {}

  /**
   * Frames published in one second.
   *
   * @param hitRate share of them that made their deadlines
   * @param accuracy mean over all of them, with a missed one counting zero
   */
  record Second(double hitRate, double accuracy) {}

  HitsOverTime(long lengthMicros) {
    int bins = Math.toIntExact((lengthMicros + BIN_MICROS - 1) / BIN_MICROS);
    frames = new long[bins];
    hits = new long[bins];
    accuracySum = new double[bins];
  }

  void add(long publishedMicros, double accuracy, boolean hit) {
    int bin = (int) (publishedMicros / BIN_MICROS);
    frames[bin]++;
    accuracySum[bin] += accuracy;
    if (hit) {
      hits[bin]++;
    }
  }

  /**
   * Returns how hits recovered from an interruption.
   *
   * @param firstMicros the first interruption; what was before it is normal
   * @param atMicros this one
   * @param untilMicros the next one
   */
  Recovery recovery(long firstMicros, long atMicros, long untilMicros) {
    int first = bin(firstMicros);
    double normal = NORMAL * hitRate(0, first);
    int from = bin(atMicros);
    int to = bin(untilMicros);
    int recovered = from;
    while (recovered + BINS_OF_SECOND <= to
        && hitRate(recovered, recovered + BINS_OF_SECOND) < normal) {
      recovered++;
    }
    boolean isRecovered = recovered + BINS_OF_SECOND <= to;
    return new Recovery(
        atMicros / 1e6,
        isRecovered ? Math.max(0, (double) recovered * BIN_MICROS - atMicros) / 1e6 : null,
        missed(from, isRecovered ? recovered : to));
  }

  /** One entry for each whole second. */
  List<Second> seconds() {
    return IntStream.range(0, frames.length / BINS_OF_SECOND)
        .mapToObj(
            second -> {
              int from = second * BINS_OF_SECOND;
              int to = from + BINS_OF_SECOND;
              double accuracy = Arrays.stream(accuracySum, from, to).sum();
              long count = Arrays.stream(frames, from, to).sum();
              return new Second(hitRate(from, to), count == 0 ? 0 : accuracy / count);
            })
        .toList();
  }

  private int bin(long micros) {
    return (int) Math.min(frames.length, micros / BIN_MICROS);
  }

  private double hitRate(int from, int to) {
    long count = Arrays.stream(frames, from, to).sum();
    return count == 0 ? 1 : (double) Arrays.stream(hits, from, to).sum() / count;
  }

  private long missed(int from, int to) {
    return Arrays.stream(frames, from, to).sum() - Arrays.stream(hits, from, to).sum();
  }
}
