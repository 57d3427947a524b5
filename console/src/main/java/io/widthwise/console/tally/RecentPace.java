package io.widthwise.console.tally;

import io.widthwise.schemas.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Results of late, each weighed by {@code exp(-age / 10 s)}: a rate that needs no list of times.
 *
 * @param weight sum of the weights of all results
 * @param inTime sum of the weights of those that were {@code CLASSIFIED}
 * @param atMillis time for which the sums hold, milliseconds since the epoch
 */
public record RecentPace(double weight, double inTime, long atMillis) {
  static final RecentPace NONE = new RecentPace(0, 0, 0);
  private static final double SPAN_MILLIS = 10_000;

  RecentPace after(long millis, Outcome outcome) {
    long now = Math.max(millis, atMillis);
    double kept = atMillis == 0 ? 0 : Math.exp((atMillis - now) / SPAN_MILLIS);
    return new RecentPace(
        weight * kept + 1, inTime * kept + (outcome == Outcome.CLASSIFIED ? 1 : 0), now);
  }

  /** Results a second as of {@code nowMillis}. */
  public double perSecond(long nowMillis) {
    double kept = Math.exp(Math.min(0, atMillis - nowMillis) / SPAN_MILLIS);
    return weight * kept / (SPAN_MILLIS / 1e3);
  }

  /** Share of the recent results that were labelled by their deadline, 0 to 1. */
  public double inTimeShare() {
    return weight == 0 ? 0 : inTime / weight;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(weight);
    out.writeDouble(inTime);
    out.writeLong(atMillis);
  }

  static RecentPace read(DataInput in) throws IOException {
    return new RecentPace(in.readDouble(), in.readDouble(), in.readLong());
  }
}
